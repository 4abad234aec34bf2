"""Wire shapes of reports."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire
from attendance.reports.catalogue import Kind, SourceKey, Unit
from attendance.reports.periods import PeriodKey

Operator = Literal["in", "not_in", "at_least", "at_most"]
Chart = Literal["table", "line", "bar", "ranking"]
Key = Annotated[str, Field(min_length=1, max_length=50)]
Cell = str | int | float | None
MOST_ROWS = 1000


class ReportFilter(Wire):
    """Which things count. `in` and `not_in` take values, null for those that have none; `at_least` and `at_most` one
    number."""

    field: Key
    op: Operator = "in"
    values: list[Annotated[str, Field(max_length=200)] | None] = Field(min_length=1, max_length=100)


class ReportPeriod(Wire):
    """`first` and `last` are the days of `between`, both included."""

    key: PeriodKey = "last_30_days"
    first: date | None = None
    last: date | None = None


class ReportOrder(Wire):
    """By one of the report's dimensions or measures."""

    by: Key
    is_descending: bool = True


class ReportDefinition(Wire):
    """What a report asks. Keys are those of the catalogue; `date` says by which of its moments a thing falls into the
    period (null: the source's usual one)."""

    source: SourceKey
    measures: list[Key] = Field(min_length=1, max_length=6)
    dimensions: list[Key] = Field(default_factory=list, max_length=3)
    filters: list[ReportFilter] = Field(default_factory=list, max_length=20)
    period: ReportPeriod = Field(default_factory=ReportPeriod)
    date: Key | None = None
    order: ReportOrder | None = None
    limit: int = Field(200, ge=1, le=MOST_ROWS)
    chart: Chart = "table"


class ReportChoice(Wire):
    """A value, and how people call it."""

    value: str
    name: str


class ReportDimension(Wire):
    """`choices` are all values of a closed set; others are found at `values`."""

    key: str
    name: str
    kind: Kind
    choices: list[ReportChoice]
    is_time: bool
    is_filter_only: bool


class ReportMeasure(Wire):
    key: str
    name: str
    unit: Unit
    definition: str


class ReportSource(Wire):
    key: SourceKey
    name: str
    dates: list[ReportChoice]
    dimensions: list[ReportDimension]
    measures: list[ReportMeasure]


class ReportTemplate(Wire):
    """A report to begin with."""

    key: str
    name: str
    description: str
    definition: ReportDefinition


class ReportCatalogue(Wire):
    """What can be asked, in the reader's language; only the sources that they may read."""

    sources: list[ReportSource]
    templates: list[ReportTemplate]


class ReportColumn(Wire):
    """`unit` of measures, `kind` of dimensions; the other is null."""

    key: str
    name: str
    kind: Kind | None
    unit: Unit | None
    definition: str | None


class ReportResult(Wire):
    """Dimensions first, then measures, as asked. Days, weeks and months are dates (the first day of them), hours and
    weekdays numbers, Monday is 1. `names` tells, by dimension, how values are called; values that aren't there are
    called by themselves. `is_cut`: there are more rows than `limit`. `totals` are of everything, not only of the rows.
    `filters` are sentences.
    """

    columns: list[ReportColumn]
    rows: list[list[Cell]]
    totals: list[Cell]
    names: dict[str, dict[str, str]]
    filters: list[str]
    is_cut: bool
    since: datetime
    until: datetime
    first: date
    last: date
    timezone: str


class Report(Wire):
    """A saved report. A shared one is shown to everybody who may read reports, each with what they may see."""

    id: UUID
    name: str
    description: str | None
    definition: ReportDefinition
    is_shared: bool
    is_mine: bool
    owner_name: str
    schedules: int
    created_at: datetime
    updated_at: datetime


class NewReport(Wire):
    name: str = Field(min_length=1, max_length=100)
    description: str | None = Field(None, max_length=500)
    definition: ReportDefinition
    is_shared: bool = False


class ReportPatch(Wire):
    name: str | None = Field(None, min_length=1, max_length=100)
    description: str | None = Field(None, max_length=500)
    definition: ReportDefinition | None = None
    is_shared: bool | None = None


class ReportDownload(Wire):
    """`separator` of CSV: `;` is what spreadsheets in Brazil expect, and makes decimals have a comma."""

    definition: ReportDefinition
    name: str = Field(min_length=1, max_length=100)
    format: Literal["csv", "pdf"]
    separator: Literal[",", ";"] = ","


Address = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+\.[^\s<>\"(),:;\[\]\\@]+$"),
]
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ReportDelivery(Wire):
    """What became of one mail. `slot_at`: when it was due. `detail` says why it failed, or why it is tried again."""

    id: UUID
    slot_at: datetime
    recipient: str
    state: Literal["planned", "sent", "failed"]
    reason: str | None
    detail: str | None
    attempts: int
    sent_at: datetime | None


class ReportSchedule(Wire):
    """When a report goes to whom. `at` is in the company's time zone; `next_at` null: it is paused. It shows what its
    owner may see. `deliveries` are the latest ones, newest first."""

    id: UUID
    report_id: UUID
    cadence: Literal["daily", "weekly", "monthly"]
    weekday: int | None
    month_day: int | None
    at: TimeOfDay
    format: Literal["csv", "pdf"]
    recipients: list[str]
    is_active: bool
    is_mine: bool
    owner_name: str
    next_at: datetime | None
    deliveries: list[ReportDelivery]


class NewReportSchedule(Wire):
    """`weekday` for weekly ones (1 is Monday), `month_day` for monthly ones; in shorter months their last day."""

    cadence: Literal["daily", "weekly", "monthly"]
    weekday: int | None = Field(None, ge=1, le=7)
    month_day: int | None = Field(None, ge=1, le=31)
    at: TimeOfDay
    format: Literal["csv", "pdf"] = "pdf"
    recipients: list[Address] = Field(min_length=1, max_length=20)


class ReportSchedulePatch(Wire):
    """`is_active` false pauses it."""

    cadence: Literal["daily", "weekly", "monthly"] | None = None
    weekday: int | None = Field(None, ge=1, le=7)
    month_day: int | None = Field(None, ge=1, le=31)
    at: TimeOfDay | None = None
    format: Literal["csv", "pdf"] | None = None
    recipients: list[Address] | None = Field(None, min_length=1, max_length=20)
    is_active: bool | None = None
