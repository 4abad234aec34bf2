"""Wire shapes of ratings."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from attendance.kernel.wire import Wire

State = Literal["planned", "asked", "answered", "withdrawn", "not_asked"]


class Rating(Wire):
    """One question to a customer about a conversation, and the answer.

    `state`: planned, asked, answered; withdrawn because the conversation went on; not_asked because it couldn't be:
    `reason` is opted_out, blocked, inbox_paused, answers_a_machine, window_closed, template_missing,
    template_not_approved or template_invalid.
    """

    id: UUID
    session_id: UUID
    number: int
    """Of the conversation."""
    contact_id: UUID
    customer_name: str
    channel: str
    queue_id: UUID | None
    queue_name: str | None
    attendant_id: UUID | None
    attendant_name: str | None
    state: State
    reason: str | None
    score: int | None = Field(ge=0, le=10)
    comment: str | None
    created_at: datetime
    due_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None


class RatingFigures(Wire):
    """What customers said in a period. `customer_satisfaction` is the mean score, `nps` the share of 9 and 10 less
    the share of 0 to 6; both null without any answer. `scores` counts each score from 0 to 10."""

    since: datetime
    until: datetime
    asked: int
    answered: int
    response_rate: float | None
    """Percent of those asked in the period that have answered."""
    customer_satisfaction: float | None
    nps: int | None = Field(ge=-100, le=100)
    promoters: int
    passives: int
    detractors: int
    commented: int
    scores: list[int] = Field(min_length=11, max_length=11)


class RatingSettings(Wire):
    """When and how customers are asked: of one queue, or, without `queue_id`, of all that have none of their own.

    Texts may hold {customer_name}, {attendant_name}, {company}; a null text is ours, in the company's language. The
    template is sent where the channel's reply window is closed, if the inbox has one of that name approved.
    """

    queue_id: UUID | None = None
    is_on: bool = False
    asks_after_bots: bool = False
    """Also when no person took part."""
    asks_after_silence: bool = False
    """Also when the conversation was abandoned."""
    question: str | None = Field(None, min_length=1, max_length=600)
    asks_comment: bool = True
    comment_question: str | None = Field(None, min_length=1, max_length=600)
    thanks: str | None = Field(None, min_length=1, max_length=600)
    delay_seconds: int = Field(60, ge=0, le=604_800)
    answer_seconds: int = Field(259_200, ge=60, le=2_592_000)
    comment_seconds: int = Field(1_800, ge=60, le=604_800)
    again_seconds: int = Field(86_400, ge=0, le=31_536_000)
    template_name: str | None = Field(None, min_length=1, max_length=512)
    template_language: str | None = Field(None, min_length=2, max_length=20)

    @model_validator(mode="after")
    def _names_the_template(self) -> Self:
        if self.template_language and not self.template_name:
            raise ValueError("a language without a template says nothing")
        return self


class AllRatingSettings(Wire):
    """The company's first."""

    settings: list[RatingSettings] = Field(max_length=500)
