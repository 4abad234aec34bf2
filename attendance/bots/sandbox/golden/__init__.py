"""Golden conversations: `*.test.bas` files that say what a bot must answer; the guides tell their format."""

from attendance.bots.sandbox.golden.playing import Played, play
from attendance.bots.sandbox.golden.reading import Golden, Line, Test, parse

__all__ = ["Golden", "Line", "Played", "Test", "parse", "play"]
