"""Cards: how a conversation is shown to attendants who work in a messenger. Each channel draws them its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from attendance.channels.base import InboxConfig, Outgoing
from attendance.channels.menus import Option


@dataclass(frozen=True, slots=True)
class Card:
    """A title, some words, facts in rows, and buttons.

    Pressing a button is like writing its `value`, a command such as `/take #4821`: the channel reports an
    `IncomingMessage` of kind `interactive` whose `content["chosen"]` is that value, its `reply_to` the card.
    """

    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """(label, value), both shown as they are, never as markup."""
    actions: tuple[Option, ...] = ()


def content_of(card: Card) -> dict[str, Any]:
    """What a message's `content` holds of a card."""
    return {
        "card": {
            "title": card.title,
            "text": card.text,
            "facts": [list(fact) for fact in card.facts],
            "actions": [{"label": action.label, "value": action.value} for action in card.actions],
        }
    }


def card_of(content: Mapping[str, Any]) -> Card | None:
    """The card of a message that `content_of` made; None for other messages."""
    found = content.get("card")
    if not isinstance(found, Mapping):
        return None
    return Card(
        title=found["title"],
        text=found["text"],
        facts=tuple((label, value) for label, value in found["facts"]),
        actions=tuple(Option(action["value"], action["label"]) for action in found["actions"]),
    )


@runtime_checkable
class ShowsCards(Protocol):
    """A channel that draws cards of its own kind and can draw one anew; in others a card is text with choices."""

    async def update_card(self, inbox: InboxConfig, message: Outgoing, external_id: str) -> None:
        """Show `message`, a card, in place of the one that was sent as `external_id`. Raises like `send`."""
