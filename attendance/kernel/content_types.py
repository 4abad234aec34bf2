"""What a file is, by its content: names and announced types are claims of whoever sent it."""

from typing import Final

import filetype  # type: ignore[import-untyped]

SAMPLE_BYTES: Final = 8192
"""How much of the beginning `content_type` wants to see."""

_BINARY: Final = "application/octet-stream"
_CONTROL: Final = frozenset(range(32)) - {0x09, 0x0A, 0x0D, 0x1B}


def content_type(beginning: bytes) -> str:
    """The media type of a file that begins so.

    Text of any kind, markup and scripts included, is `text/plain`: nothing that a browser would run is ever named so.
    """
    guessed: str | None = filetype.guess_mime(beginning[:SAMPLE_BYTES])
    if _is_text(beginning[:SAMPLE_BYTES]):  # first: "BM" and "MZ" begin words too
        return guessed if guessed in ("application/pdf", "application/rtf") else "text/plain"
    return guessed or _BINARY


def _is_text(sample: bytes) -> bool:
    if not sample or _CONTROL & set(sample):
        return False
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        return (
            error.start >= len(sample) - 3 and len(sample) == SAMPLE_BYTES
        )  # a letter cut in two at the end
    return True
