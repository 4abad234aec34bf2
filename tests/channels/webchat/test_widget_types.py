"""The widget is written against the protocol as it is."""

from tools.widget_types import WRITTEN, typescript


def test_the_widgets_types_are_those_of_the_protocol() -> None:
    assert WRITTEN.read_text("utf-8") == typescript(), "run: python -m tools.widget_types"
