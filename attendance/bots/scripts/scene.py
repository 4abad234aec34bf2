"""What a keyword sees and may change during one turn: the conversation under its lock, the session, the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import httpx

from attendance.basic.host import EffectKey, Host, KeywordError, Value
from attendance.bots import handing_over, notices
from attendance.bots.queries import BotFacts
from attendance.bots.scripts import customers
from attendance.bots.scripts.exact import exactly
from attendance.bots.scripts.meetings import Meetings
from attendance.bots.scripts.programs import Programs
from attendance.channels.base import Channel
from attendance.channels.splitting import split
from attendance.conversations import actions, posting
from attendance.conversations.actions import Locked
from attendance.conversations.posting import Attached, Draft
from attendance.conversations.rules import ConversationClosed, OptedOut, OwnerChanged, Sender, WindowClosed
from attendance.identity.schemas import Company
from attendance.kernel import log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.settings import Settings
from attendance.kernel.storage import Storage
from attendance.llm.base import LanguageModel
from attendance.queues.actions import Wanted
from attendance.queues.line import Refused
from attendance.queues.standing import Standing

_log = log.get("bots")

MOST_MESSAGES = 30
MOST_CALLS: Mapping[str, int] = {"http": 20, "llm": 10, "other": 20}


class Services(Protocol):
    """What running scripts needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def http(self) -> httpx.AsyncClient: ...
    @property
    def llm(self) -> LanguageModel: ...
    @property
    def outside(self) -> httpx.AsyncClient:
        """For addresses that scripts name."""
        ...

    @property
    def storage(self) -> Storage:
        """Where files that scripts send are kept."""
        ...

    @property
    def meetings(self) -> Meetings | None:
        """Who makes rooms for video calls; None: nobody is set up."""
        ...


OutsideServices = Services


@dataclass(frozen=True, slots=True)
class Kept:
    """The result of a call that was made in an earlier attempt at this turn."""

    value: Value


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a script wants: at most one of these. `is_found` is False when nobody knew the name."""

    queue_id: UUID | None = None
    department: str | None = None
    preferred: UUID | None = None
    skill: str | None = None
    is_found: bool = True


class Shows(Host, Protocol):
    """What the language asks, how values read, and who keeps what the author wants to see."""

    def text(self, value: Value) -> str: ...

    def note(self, event: str, line: int, text: str) -> None: ...

    def plain(self, value: Value) -> Any: ...


@dataclass(slots=True)
class Scene:
    """One turn. `found` is None for scripts without a conversation (schedules, webhooks)."""

    tx: Tx
    services: Services
    bot: BotFacts
    programs: Programs
    company: Company
    execution_id: UUID
    script: str
    found: Locked | None
    context: dict[str, Value]
    """Context objects by folded name; keywords keep them true."""
    kind: str = field(default="dialogue", init=False)
    """What runs: a dialogue with the customer, or a hook, schedule, event, webhook or tool aside of it."""
    depth: int = field(default=0, init=False)
    """How many events lead to this run, each published by the one before."""
    is_muted: bool = field(default=False, init=False)
    """People have the customer: a run aside of the dialogue says nothing."""
    is_farewell: bool = field(default=False, init=False)
    """It runs because something happened to the conversation: its words are sent also when that was the end."""
    shows: Shows = field(init=False)
    effects: Mapping[EffectKey, Kept] = field(default_factory=dict)
    suggestions: list[tuple[str, str]] = field(default_factory=list)
    """Quick replies for the next message: value and label."""
    posted: list[UUID] = field(default_factory=list)
    _calls: dict[str, int] = field(default_factory=dict)
    _last_said: UUID | None = None

    @property
    def host(self) -> Host:
        """Whom the language's own operations ask for language, zone and time."""
        return self.shows

    @property
    def conversation(self) -> Locked:
        """Raises: KeywordError E321 where there is no conversation."""
        if self.found is None:
            raise KeywordError("E321")
        return self.found

    @property
    def may_act_elsewhere(self) -> bool:
        """Whether the script may change other sessions: those that run without a customer may, others by setting."""
        return self.kind != "dialogue" or self.bot.config.basic_other_sessions

    async def refresh(self) -> Locked:
        """After an action that may have changed the conversation: what was said so far stays valid under its owner."""
        before = self.conversation
        self.found = await actions.lock(self.tx, before.id)
        if self.found.owner_epoch != before.owner_epoch and self.posted:
            await posting.keep_under(self.tx, self.found, self.posted)
        return self.found

    def count_call(self, kind: str) -> None:
        """Raises: KeywordError E505 when the turn makes too many."""
        self._calls[kind] = self._calls.get(kind, 0) + 1
        if self._calls[kind] > MOST_CALLS[kind]:
            raise KeywordError("E505")

    async def say(
        self, text: str, key: EffectKey, *, options: tuple[tuple[str, str], ...] = ()
    ) -> UUID | None:
        """Send a message to the customer, with the quick replies that were added; None when nothing may be sent.

        Empty text sends nothing; quick replies alone go with what was said just before. A text that is too long for the
        channel becomes several messages. Raises: KeywordError E505."""
        options = options or tuple(self.suggestions)
        self.suggestions.clear()
        content = {"options": [{"value": value, "label": label} for value, label in options]}
        if not text.strip():
            return await self._offer(content, key) if options else None
        most = self.services.channels[self.conversation.channel].capabilities.max_text_chars
        *before, last = split(text, most)
        for part, piece in enumerate(before, start=1):
            await self._say(Draft(piece, self.client_id(key, part)))
        self._last_said = await self._say(
            Draft(last, self.client_id(key), content=content if options else None)
        )
        return self._last_said

    async def _offer(self, content: dict[str, Any], key: EffectKey) -> UUID | None:
        if self._last_said is None:
            return await self._say(
                Draft(notices.choose(self.company.locale), self.client_id(key), content=content)
            )
        await posting.add_content(self.tx, self._last_said, content)
        return self._last_said

    async def _say(self, draft: Draft) -> UUID | None:
        if len(self.posted) >= MOST_MESSAGES:
            raise KeywordError("E505")
        return await self._post(self.conversation, draft)

    async def say_file(self, file_id: UUID, caption: str, key: EffectKey) -> UUID | None:
        """Send a file that was uploaded for this conversation; None when nothing may be sent.

        Quick replies wait for the next text. Raises: KeywordError E505, and why the channel doesn't take it (the
        reasons of `channels.media`)."""
        able = self.services.channels[self.conversation.channel].capabilities
        said = await self._say(Draft(caption, self.client_id(key), files=Attached((file_id,), able)))
        self._last_said = None
        return said

    async def say_in(self, found: Locked, text: str, key: EffectKey) -> UUID | None:
        """Send a message to the customer of another session, under its present owner; None when it may not be sent.

        Raises: KeywordError E505."""
        if not text.strip():
            return None
        if len(self.posted) >= MOST_MESSAGES:
            raise KeywordError("E505")
        return await self._post(found, Draft(text, self.client_id(key)))

    def client_id(self, key: EffectKey, part: int = 0) -> str:
        """What makes a message of this instruction the same one when the turn is repeated."""
        return f"bot:{self.execution_id}:{key.turn}:{key.instruction}:{key.visit}:{part}"

    async def _post(self, found: Locked, draft: Draft) -> UUID | None:
        if self.is_muted:
            return None
        limit = self.services.channels[found.channel].capabilities.reply_window
        sender = Sender("bot", epoch=found.owner_epoch, is_farewell=self.is_farewell)
        try:
            message_id, _ = await posting.post_reply(
                self.tx, found, draft, sender, author_name=self.bot.name, limit=limit
            )
        except (OwnerChanged, ConversationClosed, WindowClosed, OptedOut) as reason:
            _log.info("bot_message_dropped", conversation=str(found.id), reason=reason.code)
            return None
        self.posted.append(message_id)
        return message_id

    def text(self, value: Value) -> str:
        """The value as the customer reads it."""
        return self.shows.text(value)

    def plain(self, value: Value) -> Any:
        """The value as JSON that others read too: dates as ISO texts, decimals as numbers."""
        return self.shows.plain(value)

    def note(self, event: str, line: int, text: str) -> None:
        """Something for the author's log."""
        self.shows.note(event, line, text)

    async def hand_over(
        self,
        *,
        reason: str,
        key: EffectKey | None = None,
        target: Target | None = None,
        priority: int | None = None,
        words: Value = None,
        note: str | None = None,
    ) -> Standing | Refused:
        """Let the conversation wait for a person. `words` open the notice, None: the configured ones, "": no notice."""
        aim = target or Target()
        default = self.bot.config.attendance_priority_default
        wanted = Wanted(
            reason, queue_id=aim.queue_id, department=aim.department, preferred=aim.preferred, note=note,
            priority=priority if priority is not None else (default if default != 1 else None),
            required_skills=(aim.skill,) if aim.skill else (),
        )  # fmt: skip
        place = f":{key.instruction}:{key.visit}" if key else ""
        standing = await handing_over.hand_over(
            self.tx, self.services, self.conversation.id, wanted,
            notice_id=f"transfer:{self.execution_id}{place}", message=None if words is None else self.text(words),
        )  # fmt: skip
        await self.refresh()
        self._note_transfer(standing, note)
        await self.tell_customer()
        return standing

    async def tell_customer(self) -> None:
        """Whoever takes the conversation sees whose it is (2.2): the record is looked up again by what is known now."""
        found, session = self.conversation, self.context["session"]
        own, country = self.context["user"], self.company.country
        customer_id = await customers.of_session(self.tx, session, own, found.contact_id, country)
        await customers.tell_session(self.tx, found.id, self.context, customer_id)
        if (self.context.get("customer") or {}).get("id") != str(customer_id):
            self.context["customer"] = await customers.read(self.tx, customer_id, self.host.zone)

    def _note_transfer(self, standing: Standing | Refused, note: str | None) -> None:
        session = self.context["session"]
        session["needs_human"] = self.conversation.owner == "human"
        session["transfer_reason"] = note
        if isinstance(standing, Standing):
            session["queue_position"] = standing.position

    async def set_session(self, key: str, value: Any) -> None:
        """A key of the session, seen at once by the script and kept with the conversation."""
        await actions.remember(self.tx, self.conversation.id, {key: value})
        self.context["session"][key] = exactly(value)
