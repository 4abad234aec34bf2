"""A result as PDF: its title, what it asks, a chart, the table. Fonts travel inside the file."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import reportlab
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from attendance.reports import telling, words
from attendance.reports.catalogue import Unit
from attendance.reports.schemas import Cell, Chart, ReportResult
from attendance.reports.words import Language

_FONT, _BOLD = "Report", "Report-Bold"
_INK, _MUTE, _LINE, _SOFT = HexColor("#151a23"), HexColor("#586173"), HexColor("#e4e7ec"), HexColor("#f6f7f9")
_SERIES: Final = [HexColor(one) for one in ("#3355e0", "#12804a", "#b45309", "#7c3aed", "#be185d", "#0e7490")]
_MOST_POINTS: Final = 40
_MOST_RANKED: Final = 20
"""More would not fit on a page that lies on its side."""
_MOST_LETTERS: Final[dict[Chart, int]] = {"line": 11, "bar": 11, "ranking": 18}
_WIDE: Final = 5
"""From so many columns on, the page lies on its side."""


def pdf_of(result: ReportResult, name: str, about: Sequence[str], chart: Chart, said: Language) -> bytes:
    """`about` are the lines under the title: what is counted, the period, the filters."""
    _register_fonts()
    is_wide = len(result.columns) > _WIDE
    page = landscape(A4) if is_wide else A4
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=page, title=name, author="", leftMargin=16 * mm, rightMargin=16 * mm,
        topMargin=16 * mm, bottomMargin=18 * mm,
    )  # fmt: skip
    parts: list[Flowable] = [Paragraph(escape(name), _style(16, _BOLD)), Spacer(1, 2 * mm)]
    parts += [Paragraph(escape(line), _style(9, colour=_MUTE)) for line in about]
    parts.append(Spacer(1, 5 * mm))
    picture = _picture(result, chart, said, document.width)
    if picture is not None:
        parts += [picture, Spacer(1, 5 * mm)]
    parts.append(_table(result, said, document.width))
    if result.is_cut:
        parts += [Spacer(1, 2 * mm), Paragraph(escape(words.said("cut", said)), _style(8, colour=_MUTE))]
    number = _page_number(said)
    document.build(parts, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


@cache
def _register_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont(_FONT, str(folder / "Vera.ttf")))
    pdfmetrics.registerFont(TTFont(_BOLD, str(folder / "VeraBd.ttf")))


def _style(size: int, font: str = _FONT, *, colour: Any = _INK, is_number: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
        alignment=2 if is_number else 0,
    )


def _page_number(said: Language) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(_FONT, 8)
        canvas.setFillColor(_MUTE)
        canvas.drawRightString(
            document.pagesize[0] - 16 * mm, 10 * mm, f"{words.said('page', said)} {canvas.getPageNumber()}"
        )

    return draw


def _table(result: ReportResult, said: Language, width: float) -> Flowable:
    if not result.rows:
        return Paragraph(escape(words.said("nothing", said)), _style(10, colour=_MUTE))
    split = _split(result)
    rows = [[_head(one.name, one.unit) for one in result.columns]]
    rows += [[_cell(result, place, found, said) for place, found in enumerate(row)] for row in result.rows]
    if split:
        rows.append(_total(result, split, said))
    table = Table(rows, colWidths=_widths(result, width), repeatRows=1)
    table.setStyle(TableStyle(_look(has_total=bool(split))))
    return table


def _split(result: ReportResult) -> int:
    return sum(1 for one in result.columns if one.unit is None)


def _head(text: str, unit: Unit | None) -> Flowable:
    return Paragraph(escape(text), _style(8, _BOLD, colour=_MUTE, is_number=unit is not None))


def _cell(result: ReportResult, place: int, found: Cell, said: Language) -> Flowable:
    unit = result.columns[place].unit
    text = telling.value(result, place, found, said) if unit is None else telling.number(unit, found, said)
    return Paragraph(escape(text), _style(9, is_number=unit is not None))


def _total(result: ReportResult, split: int, said: Language) -> list[Any]:
    names = [words.said("total", said), *[""] * (split - 1)]
    numbers = [
        telling.number(one.unit or "number", found, said)
        for one, found in zip(result.columns[split:], result.totals, strict=True)
    ]
    return [Paragraph(escape(text), _style(9, _BOLD)) for text in names] + [
        Paragraph(escape(text), _style(9, _BOLD, is_number=True)) for text in numbers
    ]


def _widths(result: ReportResult, width: float) -> list[float]:
    """Names get twice the room of numbers."""
    shares = [2 if one.unit is None else 1 for one in result.columns]
    return [width * share / sum(shares) for share in shares]


def _look(*, has_total: bool) -> list[Any]:
    look: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
        ("BACKGROUND", (0, 0), (-1, 0), _SOFT),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return [*look, ("BACKGROUND", (0, -1), (-1, -1), _SOFT)] if has_total else look


def _picture(result: ReportResult, chart: Chart, said: Language, width: float) -> Drawing | None:
    """The first rows by the first dimension, with the measures that have the unit of the first one."""
    split = _split(result)
    if chart == "table" or split != 1 or len(result.rows) < 2:
        return None
    unit = result.columns[split].unit
    places = [place for place, one in enumerate(result.columns) if place >= split and one.unit == unit]
    if chart == "ranking":
        places = places[:1]
    rows = result.rows[: _MOST_RANKED if chart == "ranking" else _MOST_POINTS]
    series = [tuple(_height(row[place]) for row in rows) for place in places]
    labels = [_short(telling.value(result, 0, row[0], said), _MOST_LETTERS[chart]) for row in rows]
    drawing = Drawing(width, 60 * mm if chart != "ranking" else max(40 * mm, len(rows) * 6 * mm))
    plot = _plot(chart, series, labels, drawing)
    plot.valueAxis.labelTextFormat = lambda value: telling.number(unit or "number", value, said)
    drawing.add(plot)
    drawing.add(_legend([result.columns[place].name for place in places], drawing))
    return drawing


def _height(found: Cell) -> float:
    return float(found) if isinstance(found, int | float) else 0.0


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _plot(chart: Chart, series: list[tuple[float, ...]], labels: list[str], drawing: Drawing) -> Any:
    kinds: dict[Chart, type[Any]] = {
        "line": HorizontalLineChart, "bar": VerticalBarChart, "ranking": HorizontalBarChart,
    }  # fmt: skip
    plot: Any = kinds[chart]()
    plot.x, plot.y = 34 * mm if chart == "ranking" else 14 * mm, 14 * mm
    plot.width, plot.height = drawing.width - plot.x - 4 * mm, drawing.height - 24 * mm
    plot.data = [row[::-1] for row in series] if chart == "ranking" else series
    plot.categoryAxis.categoryNames = labels[::-1] if chart == "ranking" else _some(labels)
    for axis in (plot.categoryAxis, plot.valueAxis):
        axis.labels.fontName, axis.labels.fontSize, axis.strokeColor = _FONT, 7, _LINE
    plot.valueAxis.valueMin = min(0.0, *(min(row) for row in series))
    plot.valueAxis.visibleGrid, plot.valueAxis.gridStrokeColor = True, _LINE
    marks = plot.lines if chart == "line" else plot.bars
    for place in range(len(series)):
        mark = marks[place]
        if chart == "line":
            mark.strokeColor, mark.strokeWidth = _SERIES[place], 1.5
        else:
            mark.fillColor, mark.strokeColor = _SERIES[place], None
    return plot


def _some(labels: list[str]) -> list[str]:
    """So many that they don't run into each other."""
    every = max(1, -(-len(labels) // 8))
    return [one if place % every == 0 else "" for place, one in enumerate(labels)]


def _legend(names: list[str], drawing: Drawing) -> Any:
    legend: Any = Legend()
    legend.x, legend.y, legend.boxAnchor = 14 * mm, drawing.height, "nw"
    legend.fontName, legend.fontSize, legend.alignment = _FONT, 8, "right"
    legend.columnMaximum, legend.deltax, legend.dxTextSpace = 1, 40 * mm, 4
    legend.strokeColor, legend.dx, legend.dy = None, 7, 7
    legend.colorNamePairs = [(_SERIES[place], name) for place, name in enumerate(names)]
    return legend
