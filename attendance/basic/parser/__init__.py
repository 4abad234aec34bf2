"""From tokens to the tree. Never raises on bad input: what is wrong comes as diagnostics."""

from attendance.basic.parser.script import Parsed, parse

__all__ = ["Parsed", "parse"]
