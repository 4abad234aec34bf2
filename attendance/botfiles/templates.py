"""Bots that come with the product, to begin with."""

from pathlib import Path
from typing import Literal, TypeAlias

from attendance.botfiles import bundle
from attendance.botfiles.bundle import Bundle

Name: TypeAlias = Literal["default", "starter", "ecommerce", "sales", "collections", "support"]
_PACKAGE = Path(__file__).parent.parent


def folder(name: Name) -> Path:
    """Inside the installed package, beside it in a working copy."""
    installed = _PACKAGE / "_templates"
    return (installed if installed.is_dir() else _PACKAGE.parent / "templates") / name


def load(name: Name) -> Bundle:
    return bundle.from_folder(folder(name))
