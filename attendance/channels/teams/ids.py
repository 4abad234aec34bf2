"""How messages and places of Teams are named here.

An activity's id is unique in its conversation only, so a message is `conversation|activity`. A conversation is a chat
(`a:…`, `19:…@unq.gbl.spaces`) or a channel's thread, `19:…@thread.tacv2;messageid=…`.
"""

_ROOT = ";messageid="


def message_id(conversation: str, activity: str) -> str:
    return f"{conversation}|{activity}"


def parts_of(external_id: str) -> tuple[str, str] | None:
    """Conversation and activity of a message; None for anything else, such as the press of a button."""
    conversation, mark, activity = external_id.rpartition("|")
    is_press = conversation.startswith("press:")
    return (conversation, activity) if mark and conversation and activity and not is_press else None


def is_channel(recipient: str) -> bool:
    """A channel of a team, not a person (`29:…` or their Entra id)."""
    return recipient.startswith("19:")


def root_of(thread: str) -> str | None:
    """The first message of a channel's thread."""
    return thread.partition(_ROOT)[2] or None
