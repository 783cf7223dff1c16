"""Photos on their way into the store: what the camera wrote into them is taken out, large ones are made smaller.

A telephone writes the place (GPS), the time and its own make into each photo. They would travel with every bundle to
people whom the citizen in the picture never meant to tell, so they go unless the officer keeps them on purpose.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _

LONGEST_SIDE = 1920
"""Pixels: a photo fills a printed A4 page at 160 dots an inch."""

_QUALITY = 88
_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_ORIENTATION = 0x0112
_UPRIGHT = 1


class PhotoError(DanvanError):
    """A photo cannot be read, so nothing can be taken out of it."""


@dataclass(frozen=True)
class PhotoChoice:
    """What the officer wants done with photos."""

    shrink: bool = True
    keep_metadata: bool = False


def is_photo(name: str) -> bool:
    """Tell by its name whether a file is a photo that can be prepared."""
    return Path(name).suffix.lower() in _ENDINGS


def prepared(name: str, data: bytes, choice: PhotoChoice) -> bytes:
    """Return what is to be kept of a file; anything that is no photo is kept as it is.

    A photo that is made smaller, or that the camera held aslant, is encoded anew; another JPEG keeps its quality.

    Raises PhotoError for a photo that is damaged or of more pixels than a camera makes.
    """
    if not is_photo(name) or (choice.keep_metadata and not choice.shrink):
        return data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _prepared(data, choice)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise PhotoError(
            _(
                "Không đọc được ảnh “{name}”: tệp hỏng hoặc quá lớn. Hãy chụp, quét lại; nếu vẫn cần giữ nguyên tệp, bỏ"
                " chọn thu nhỏ và chọn giữ thông tin máy ảnh.",
                name=name,
            )
        ) from error


def thumbnail(data: bytes, side: int) -> bytes | None:
    """Return a small PNG of at most ``side`` pixels a side, upright; ``None`` for what is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            small = io.BytesIO()
            upright.convert("RGBA").save(small, "PNG")
            return small.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _prepared(data: bytes, choice: PhotoChoice) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            return data  # an animation: no camera made it
        aslant = image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
        too_large = choice.shrink and max(image.size) > LONGEST_SIDE
        if choice.keep_metadata:
            return _encoded(_shrunk(image), image, exif=image.info.get("exif", b"")) if too_large else data
        if aslant or too_large:
            upright = ImageOps.exif_transpose(image)
            return _encoded(_shrunk(upright) if too_large else upright, image)
        return _encoded(image, image)


def _shrunk(image: Image.Image) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return smaller


def _encoded(image: Image.Image, source: Image.Image, exif: bytes = b"") -> bytes:
    """Write ``image`` in the format of ``source``, with its colours and nothing else that ``source`` carried."""
    made = io.BytesIO()
    options: dict[str, Any] = {"icc_profile": source.info.get("icc_profile"), "exif": exif}
    if source.format == "PNG":
        bare = image.copy()
        bare.info = {key: value for key, value in image.info.items() if key == "transparency"}
        bare.save(made, "PNG", optimize=True, **options)
    elif source.format == "WEBP":
        image.save(made, "WEBP", quality=_QUALITY, xmp=b"", **options)
    elif source.format in ("JPEG", "MPO"):
        quality = "keep" if image is source and source.format == "JPEG" else _QUALITY
        image.save(made, "JPEG", quality=quality, comment=b"", xmp=b"", optimize=True, **options)
    else:
        raise ValueError(source.format)
    return made.getvalue()
