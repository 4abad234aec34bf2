"""The catalogue as its readers see it: in their language, without what they may not read. Pure."""

from collections.abc import Callable

from attendance.identity.permissions import Permission
from attendance.reports import words
from attendance.reports.catalogue import CATALOGUE, Dimension, Source
from attendance.reports.schemas import (
    ReportCatalogue,
    ReportChoice,
    ReportDimension,
    ReportMeasure,
    ReportSource,
)
from attendance.reports.templates import templates
from attendance.reports.words import Language


def catalogue(may: Callable[[Permission], bool], said: Language) -> ReportCatalogue:
    readable = [one for one in CATALOGUE.values() if may(one.permission)]
    return ReportCatalogue(
        sources=[_source(one, said) for one in readable],
        templates=templates({one.key for one in readable}, said),
    )


def _source(source: Source, said: Language) -> ReportSource:
    return ReportSource(
        key=source.key,
        name=words.source_name(source, said),
        dates=[ReportChoice(value=one, name=words.date_name(source, one, said)) for one in source.dates],
        dimensions=[_dimension(one, said) for one in source.dimensions],
        measures=[
            ReportMeasure(
                key=one.key,
                name=words.measure_name(source, one, said),
                unit=one.unit,
                definition=words.definition(source, one, said),
            )
            for one in source.measures
        ],
    )


def _dimension(one: Dimension, said: Language) -> ReportDimension:
    return ReportDimension(
        key=one.key,
        name=words.dimension_name(one, said),
        kind=one.kind,
        choices=[
            ReportChoice(value=value, name=words.value_name(one, value, said) or value)
            for value in one.choices
        ],
        is_time=one.is_time,
        is_filter_only=one.is_filter_only,
    )
