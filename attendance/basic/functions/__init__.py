"""The functions of chapter 11 by their folded names; what is a keyword too (FORMAT) is here as a call."""

from collections.abc import Mapping
from typing import Final

from attendance.basic.functions import conversion, dates, ids, lists, logic, numbers, texts
from attendance.basic.functions.function import Function

__all__ = ["FUNCTIONS", "Function"]

FUNCTIONS: Final[Mapping[str, Function]] = {
    name: function
    for group in (texts, numbers, dates, lists, logic, conversion, ids)
    for name, function in group.GROUP.functions.items()
}
