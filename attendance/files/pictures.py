"""Images: their size, a small preview, and other forms of them. Runs in the workshop only."""

from pathlib import Path
from typing import Final

import pi_heif  # type: ignore[import-untyped]
from PIL import Image, ImageOps, UnidentifiedImageError

from attendance.files.findings import Findings
from attendance.files.rules import MOST_PIXELS, PREVIEW_PIXELS

UNREADABLE: Final = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError,
    Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises for content that is broken; SyntaxError is its own for a broken PNG."""
_FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_SIZES: Final = (4096, 2560, 1600, 1024, 512)
_QUALITIES: Final = (88, 75, 60)

Image.MAX_IMAGE_PIXELS = None  # we look before anything is decoded
pi_heif.register_heif_opener()


def examine(path: Path, folder: Path, mime_type: str) -> Findings:
    """Reads the head first: an image that claims more pixels than a camera makes is never decoded."""
    with Image.open(path) as image:
        if image.width * image.height > MOST_PIXELS:
            return Findings(mime_type, image.width, image.height, has_too_many_pixels=True)
        is_lying = image.getexif().get(_ORIENTATION, 1) in _LYING
        width, height = (image.height, image.width) if is_lying else image.size
        preview = save_preview(image, folder)
    return Findings(mime_type, width, height, preview=str(preview))


_ORIENTATION: Final = 0x0112
_LYING: Final = (5, 6, 7, 8)
"""Orientations that turn by a quarter."""


def save_preview(image: Image.Image, folder: Path) -> Path:
    image.draft("RGB", (PREVIEW_PIXELS * 2, PREVIEW_PIXELS * 2))  # a JPEG needs not be decoded at full size
    small = _upright(image)
    small.thumbnail((PREVIEW_PIXELS, PREVIEW_PIXELS))
    made = folder / "preview.webp"
    small.convert("RGBA" if _has_transparency(small) else "RGB").save(made, "WEBP", quality=78)
    return made


def convert(path: Path, folder: Path, target: str, *, most_bytes: int) -> Path:
    """The image as `target`, without what its camera noted, small enough for `most_bytes`.

    Raises ValueError when it can't be made that small.
    """
    made = folder / "converted"
    with Image.open(path) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("this image has too many pixels")
        upright = _upright(image)
        flat = upright if target == "image/webp" else _on_white(upright)
    if target == "image/png":
        flat.save(made, "PNG", optimize=True)
        if made.stat().st_size <= most_bytes:
            return made
        raise ValueError("this image can't be made small enough")
    for size in _SIZES:
        flat.thumbnail((size, size))
        for quality in _QUALITIES:
            flat.save(made, _FORMATS[target], quality=quality)
            if made.stat().st_size <= most_bytes:
                return made
    raise ValueError("this image can't be made small enough")


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    return turned.convert("RGBA") if turned.mode in ("P", "PA", "LA") else turned


def _has_transparency(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "La", "RGBa")


def _on_white(image: Image.Image) -> Image.Image:
    """Colours that every format knows; what was transparent is white."""
    if not _has_transparency(image):
        return image.convert("RGB")
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet
