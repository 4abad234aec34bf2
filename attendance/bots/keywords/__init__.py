"""Every keyword that reaches the product, by its phrase. Those of the language alone are `basic.language_keywords`."""

from collections.abc import Mapping
from typing import Final

from attendance.bots.keywords import (
    assistance,
    attendants,
    conversation,
    customer,
    data,
    desk,
    events,
    files,
    http,
    llm,
    mail,
    meetings,
    memory,
    queues,
    scheduling,
    session,
    telling,
    templates,
    transfer,
)
from attendance.bots.keywords.base import Keyword

_MODULES: Final = (
    conversation,
    files,
    scheduling,
    llm,
    assistance,
    events,
    session,
    transfer,
    queues,
    desk,
    attendants,
    telling,
    templates,
    mail,
    data,
    memory,
    customer,
    http,
    meetings,
)

KEYWORDS: Final[Mapping[str, Keyword]] = {
    keyword.phrase: keyword for module in _MODULES for keyword in module.KEYWORDS
}
