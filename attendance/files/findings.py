"""What examining a file finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """`mime_type` is more exact than what the beginning tells: sound in a film's container is sound.

    `width` and `height` are as people see it, turned upright. Paths of what was made are None where nothing was.
    """

    mime_type: str
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    preview: str | None = None
    playable: str | None = None
    playable_type: str | None = None
    has_too_many_pixels: bool = False
