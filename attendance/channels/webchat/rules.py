"""Who may talk to a web chat inbox, from which pages, and as whom. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from attendance.kernel.errors import NotAllowed

MAX_TEXT_CHARS = 4000
MAX_FILE_BYTES = 25_000_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ANONYMOUS = "visitor:"
_IDENTIFIED = "user:"


class IdentityRequired(NotAllowed):
    code = "identity_required"
    message = "This chat is for signed-in visitors only. The site must pass a signed identity."


class OriginNotAllowed(NotAllowed):
    code = "origin_not_allowed"
    message = "Pages of {origin} may not use this chat. Add the origin to the inbox's allowed origins."


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Settings of a web chat inbox. No allowed origin means: only pages of our own host."""

    allowed_origins: tuple[str, ...] = ()
    identified_only: bool = False
    title: str = ""
    greeting: str = ""
    accent: str = ""


@dataclass(frozen=True, slots=True)
class SignedIdentity:
    """What the site's backend vouches for."""

    user_id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visitor of one inbox. `id` is the contact's external id, `alias` the anonymous visitor they were before."""

    id: str
    alias: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def is_identified(self) -> bool:
        return self.id.startswith(_IDENTIFIED)


def read_settings(settings: Mapping[str, Any], *, inbox_name: str) -> ChatSettings:
    """Settings as stored, with what is missing or malformed left at its (strict) default."""
    origins = settings.get("allowed_origins")
    return ChatSettings(
        allowed_origins=tuple(o for o in origins if isinstance(o, str)) if isinstance(origins, list) else (),
        identified_only=settings.get("identified_only") is True,
        title=_text(settings.get("title")) or inbox_name,
        greeting=_text(settings.get("greeting")),
        accent=_text(settings.get("accent")),
    )


def decide_visitor(
    known: Visitor | None, identity: SignedIdentity | None, *, identified_only: bool, new_id: UUID
) -> Visitor:
    """Who the session belongs to, from its cookie (`known`) and what the site signed.

    A signed identity keeps its history on every device, and adopts what its owner wrote before signing in.
    Without one, the cookie of a signed-in visitor opens nothing: whoever sits there now may be another person.
    Raises IdentityRequired.
    """
    if identity is None:
        if identified_only:
            raise IdentityRequired
        return known if known is not None and not known.is_identified else Visitor(f"{_ANONYMOUS}{new_id}")
    visitor = Visitor(f"{_IDENTIFIED}{identity.user_id}", None, identity.name, identity.email, identity.phone)
    if known is None:
        return visitor
    if known.is_identified:
        return replace(visitor, alias=known.alias) if known.id == visitor.id else visitor
    return replace(visitor, alias=known.id)


def is_allowed_origin(origin: str, *, allowed: Sequence[str], own: Sequence[str]) -> bool:
    """May a page of this origin use the chat?

    `allowed` holds origins (`https://loja.com.br`), one level of wildcard (`https://*.loja.com.br`) or `*`.
    """
    wanted = _origin_parts(origin)
    if wanted is None:
        return False
    if any(_origin_parts(ours) == wanted for ours in own):
        return True
    return any(rule.strip() == "*" or _matches(rule, wanted) for rule in allowed)


def frame_ancestors(allowed: Sequence[str]) -> str:
    """Value of the CSP directive: which pages may show the panel."""
    sources = [rule.strip() for rule in allowed if rule.strip() == "*" or _origin_parts(rule) is not None]
    return " ".join(["'self'", *sources])


def _matches(rule: str, wanted: tuple[str, str, int]) -> bool:
    parts = _origin_parts(rule)
    if parts is None:
        return False
    scheme, host, port = parts
    if (scheme, port) != (wanted[0], wanted[2]):
        return False
    if not host.startswith("*."):
        return host == wanted[1]
    label, _, rest = wanted[1].partition(".")
    return bool(label) and rest == host[2:]


def _origin_parts(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host, port; None for what is no origin (a path, `null`, a space that would end a CSP source)."""
    try:
        parts = urlsplit(origin.strip().lower())
        port = parts.port
    except ValueError:
        return None
    default = _DEFAULT_PORTS.get(parts.scheme)
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.username)
    if default is None or not parts.hostname or any(rest) or set(origin.strip()) & set(" \t\r\n;,'\""):
        return None
    return parts.scheme, parts.hostname, port or default


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
