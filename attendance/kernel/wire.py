"""What all wire shapes share: strictness, pages, and the problem document of RFC 9457."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")


class Wire(BaseModel):
    """Base of every shape at the wire. Unknown fields in a request are an error, not a silent drop."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, frozen=True)


class Page(Wire, Generic[Item]):
    """One page of a list. Ask for the next with `?cursor=`; a null `next_cursor` means the end."""

    items: list[Item]
    next_cursor: str | None = None


class Problem(BaseModel):
    """Error document, `application/problem+json` (RFC 9457). Branch on `code`, show `detail`."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    code: str = Field(examples=["window_closed"])
    detail: str
    facts: dict[str, Any] = Field(default_factory=dict)
