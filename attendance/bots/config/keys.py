"""Every key of config.csv: one field each, named as the key with underscores. The reference is made from this file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Final, TypeVar

from attendance.botfiles.config_csv import is_secret
from attendance.botfiles.kinds import (
    EMAILS,
    FLAG,
    HOSTS,
    Kind,
    Language,
    Number,
    OneOf,
    Text,
    Url,
    Whole,
    Words,
)

T = TypeVar("T")

PRIORITIES: Final = {"low": 0, "normal": 1, "high": 2, "urgent": 3}
_PRIORITY: Final = OneOf(PRIORITIES)
_DESTINATION: Final = OneOf(
    {name: name for name in ("console", "whatsapp", "telegram", "teams", "google-chat", "slack")}
    | {"web": "console", "google_chat": "google-chat"}
)
_NAMES: Final = Words("name", r"[A-Za-z_][\w.-]{0,99}", most=50)
_SHORT: Final = Text(200)
_LONG: Final = Text()
_DAYS_30: Final = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its place in the reference. `told` says in a line what it does."""

    name: str
    kind: Kind[Any]
    default: Any
    section: str
    told: str

    @property
    def is_secret(self) -> bool:
        return is_secret(self.name)

    @property
    def field(self) -> str:
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class _Section:
    """Makes the fields of one part of the reference."""

    title: str

    def __call__(self, default: T, kind: Kind[T], told: str) -> T:
        metadata = {"section": self.title, "kind": kind, "told": told}
        made: T = field(default=default, metadata=metadata)
        return made


_service = _Section("Attendance")
_queue = _Section("Queue and attendants")
_channels = _Section("Channels")
_bypass = _Section("Bot or person")
_assist = _Section("Help for attendants")
_crm = _Section("Customers")
_mail = _Section("E-mail notifications")
_basic = _Section("Scripts")
_llm = _Section("Language model")
_voice = _Section("Voice")
_teams = _Section("Microsoft Teams")
_chat = _Section("Google Chat")
_instagram = _Section("Instagram")
_calls = _Section("Video calls")
_sip = _Section("Telephony")


@dataclass(frozen=True, slots=True)
class BotConfig:
    """What config.csv says, or its defaults."""

    crm_enabled: bool = _service(True, FLAG, "Off: customers can't reach people at all.")
    attendance_enabled: bool = _service(True, FLAG, "Off: the bot hands nothing over to people.")
    attendance_greeting: str = _service(
        "Olá! Sou o assistente virtual. Como posso ajudar? Para falar com uma pessoa, escreva *atendente*.",
        _LONG,
        "What a bot without scripts says first.",
    )
    attendance_transfer_message: str = _service(
        "Aguarde, transferir para atendente...", _LONG, "What the customer reads when a person was asked for."
    )

    attendance_queue_size: int = _queue(
        50, Whole(1, 1_000_000), "Conversations that may wait in a queue which sets no size itself."
    )
    attendance_max_wait_seconds: int = _queue(
        600, Whole(1, _DAYS_30), "Longest wait in a queue which sets none itself, in seconds."
    )
    attendance_priority_default: int = _queue(
        1, _PRIORITY, "Priority of conversations that are handed over without one."
    )
    attendance_auto_assign: bool = _queue(
        True, FLAG, "On: a free attendant is given the next conversation. Off: people take them."
    )
    attendance_default_destination: str = _queue(
        "console", _DESTINATION, "Where attendants receive what is handed over, unless the transfer says it."
    )

    attendance_whatsapp_commands: bool = _channels(
        True,
        FLAG,
        "On WhatsApp, attendants may use `/queue`, `/take`, `/resolve` …, customers `/start` and `/agent`.",
    )
    attendance_telegram_commands: bool = _channels(
        True,
        FLAG,
        "On Telegram, attendants may use `/queue`, `/take`, `/resolve` …, customers `/start` and `/agent`.",
    )
    attendance_slack_webhook: str = _channels("", Url(("https",)), "Address of a Slack channel that is told.")

    attendance_bypass_mode: bool = _bypass(
        False, FLAG, "Every message goes to a person; the bot never answers."
    )
    attendance_auto_transfer: bool = _bypass(False, FLAG, "The transfer keywords win over a running script.")
    attendance_transfer_keywords: tuple[str, ...] = _bypass(
        ("human", "humano", "atendente", "pessoa", "atendimento", "falar com"),
        Words(),
        "Words with which customers ask for a person; case and accents don't matter.",
    )

    attendant_llm_tips: bool = _assist(True, FLAG, "Tips for the attendant, `/tips`.")
    attendant_polish_message: bool = _assist(True, FLAG, "Rewriting before sending, `/polish`.")
    attendant_smart_replies: bool = _assist(True, FLAG, "Suggested replies, `/replies`.")
    attendant_auto_summary: bool = _assist(True, FLAG, "Summary of the conversation for whoever takes it.")
    attendant_sentiment_analysis: bool = _assist(True, FLAG, "Mood of the customer's messages.")

    attendance_crm_logging: bool = _crm(True, FLAG, "Each attendance is noted with the customer.")
    attendance_log_fields: tuple[str, ...] = _crm(
        ("session_id", "customer_id", "attendant_id", "start_time", "end_time", "sentiment"),
        _NAMES,
        "What is noted of an attendance.",
    )
    attendance_customer_fields: tuple[str, ...] = _crm(
        ("name", "email", "phone", "tier", "ltv"), _NAMES, "What attendants see of a customer."
    )

    attendance_email_notify: bool = _mail(False, FLAG, "Attendants are told by e-mail.")
    attendance_email_template: str = _mail("attendant-response", _SHORT, "Template of these e-mails.")
    attendance_email_recipient: str = _mail(
        "attendant", _SHORT, "Who is told: `attendant`, `supervisor`, or an e-mail address."
    )
    attendance_email_bcc: tuple[str, ...] = _mail((), EMAILS, "Who gets a blind copy.")

    basic_language: str = _basic(
        "company",
        OneOf({"company": "company", "pt-br": "pt-BR", "en": "en", "es": "es"}),
        "Language of the questions and formats of scripts; `company`: the one of the company.",
    )
    basic_error_message: str = _basic(
        "Desculpe, algo deu errado. Tente de novo em instantes ou escreva *atendente* para falar com uma pessoa.",
        _LONG,
        "What the customer reads when a script stops with an error.",
    )
    basic_on_change: str = _basic(
        "pin",
        OneOf({"pin": "pin", "restart": "restart"}),
        "After publishing: a running dialogue keeps its version (`pin`) or begins again (`restart`).",
    )
    basic_after_resolve: str = _basic(
        "cancel",
        OneOf({"cancel": "cancel", "resume": "resume"}),
        "When a person resolved: a waiting dialogue ends (`cancel`) or goes on (`resume`).",
    )
    basic_other_sessions: bool = _basic(
        False,
        FLAG,
        "Scripts that talk with a customer may change other conversations, too; schedules and webhooks always may.",
    )
    basic_auto_tables: bool = _basic(False, FLAG, "Saving into an unknown table makes the table.")
    http_allowed_hosts: tuple[str, ...] = _basic(
        (),
        HOSTS,
        "The only hosts that scripts may call, `*.company.com` for all below; none: every public one.",
    )

    llm_provider_url: str = _llm(
        "", Url(), "Address of a service with OpenAI's protocol; none: no language model."
    )
    llm_model: str = _llm("", _SHORT, "Name of the model.")
    llm_api_key: str = _llm("", _LONG, "Key of the service.")
    llm_temperature: Decimal = _llm(  # noqa: RUF009 (makes a field, as for all others)
        Decimal("0.3"), Number(0, 2), "0 answers alike, 2 freely."
    )
    llm_max_tokens: int = _llm(1024, Whole(1, 200_000), "Longest answer, in tokens.")
    llm_timeout_seconds: int = _llm(30, Whole(1, 300), "Longest wait for an answer, in seconds.")

    whatsapp_voice_response: bool = _voice(False, FLAG, "Spoken messages are answered by spoken ones.")
    botmodels_url: str = _voice(
        "", Url(), "Address of the service that hears and speaks; `http://localhost:5000`."
    )
    botmodels_api_key: str = _voice("", _LONG, "Key of that service.")
    transcription_language: str = _voice("pt-BR", Language(), "Language of what is heard.")

    teams_enabled: bool = _teams(False, FLAG, "Attendants may receive conversations in Teams.")
    teams_app_id: str = _teams("", _SHORT, "Id of the app.")
    teams_app_password: str = _teams("", _LONG, "Password of the app.")
    teams_tenant_id: str = _teams("", _SHORT, "Id of the company at Microsoft.")
    teams_bot_id: str = _teams("", _SHORT, "Id of the bot.")
    teams_voice_enabled: bool = _teams(False, FLAG, "Voice calls in Teams.")
    teams_meeting_enabled: bool = _teams(False, FLAG, "`CREATE MEETING` may make meetings in Teams.")

    google_chat_enabled: bool = _chat(False, FLAG, "Attendants may receive conversations in Google Chat.")
    google_chat_bot_token: str = _chat("", _LONG, "Token of the bot.")
    google_chat_space_id: str = _chat("", _SHORT, "Id of the space.")

    instagram_enabled: bool = _instagram(False, FLAG, "Conversations from Instagram Direct.")
    instagram_access_token: str = _instagram("", _LONG, "Access token of the page.")
    instagram_app_secret: str = _instagram("", _LONG, "Secret of the app, which signs the webhooks.")
    instagram_webhook_verify_token: str = _instagram("", _LONG, "Token of the webhook's handshake.")

    livekit_url: str = _calls("", Url(("wss", "ws", "https", "http")), "Address of the LiveKit server.")
    livekit_api_key: str = _calls("", _LONG, "Key of the LiveKit server.")
    livekit_api_secret: str = _calls("", _LONG, "Secret of the LiveKit server.")
    livekit_room_prefix: str = _calls("attendance-", _SHORT, "How names of rooms begin.")
    livekit_recording_enabled: bool = _calls(False, FLAG, "Calls may be recorded. Tell the participants.")
    livekit_storage_bucket: str = _calls("recordings", _SHORT, "Where recordings are kept.")
    livekit_transcription_enabled: bool = _calls(True, FLAG, "Calls are written down.")

    sip_enabled: bool = _sip(False, FLAG, "Calls from and to telephones.")
    sip_trunk_name: str = _sip("", _SHORT, "Name of the trunk.")
    sip_phone_number: str = _sip("", _SHORT, "Our number.")
    sip_inbound_route: str = _sip("", _SHORT, "Route of calls that come in.")
    sip_outbound_route: str = _sip("", _SHORT, "Route of calls that go out.")

    @property
    def hands_over(self) -> bool:
        """Whether people can be reached at all."""
        return self.crm_enabled and self.attendance_enabled


def _keys() -> dict[str, Key]:
    found = {}
    for one in fields(BotConfig):
        name = one.name.replace("_", "-")
        about = one.metadata
        found[name] = Key(name, about["kind"], one.default, about["section"], about["told"])
    return found


KEYS: Final[Mapping[str, Key]] = _keys()
"""Each key of config.csv that is ours, in the order of the fields."""
KINDS: Final[Mapping[str, Kind[Any]]] = {name: key.kind for name, key in KEYS.items()}
