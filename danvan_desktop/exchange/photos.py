"""Photos on their way into the store: what the camera wrote into them is taken out, large ones are made smaller.

A telephone writes the place (GPS), the time and its own make into each photo. They would travel with every bundle to
people whom the citizen in the picture never meant to tell, so they go unless the officer keeps them on purpose.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _

LONGEST_SIDE = 1920
"""Pixels: a photo fills a printed A4 page at 160 dots an inch."""

_QUALITY = 88
_ENDINGS = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ""})
_CAMERA_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
"""What cameras, telephones and scanners make, of what Pillow reads; all of it can carry a place."""
_SHOWN_FORMATS = (*_CAMERA_FORMATS, "MPO", "GIF", "BMP")
"""What is shown small; of what else Pillow reads, some is given to other programs."""
_MOST_PIXELS = 80_000_000
"""Of a picture that is shown small: it takes 240 MB for a moment; the largest cameras of telephones make 50 million."""
_FAULTS_OF_A_PICTURE = (
    OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError,
    AssertionError, RuntimeError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError, Warning,
)  # fmt: skip
"""What the readers of damaged pictures end in, each in its way."""
_PLACE = 0x8825
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"})
_PICTURE_BRANDS = _HEIF_BRANDS | {b"avif", b"avis"}
_QUICKTIME_PARTS = frozenset({b"moov", b"mdat", b"wide"})
"""What films begin with that older cameras make, without naming their form."""
_MATROSKA = b"\x1aE\xdf\xa3"
_RECORDING_ENDINGS = frozenset(
    {".mp4", ".m4v", ".m4a", ".mov", ".qt", ".3gp", ".3g2", ".avi", ".mkv", ".webm", ".wmv", ".mts", ".m2ts"}
)
"""Of what can tell its place and telephones and cameras make; plain sound (MP3, WAV) does not."""
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
    """Tell by its name whether a file may be a photo that can be shown small; ``prepared`` looks at the content."""
    return Path(name).suffix.lower() in _ENDINGS


def prepared(name: str, data: bytes, choice: PhotoChoice) -> bytes:
    """Return what is to be kept of a file; anything whose content is no photo is kept as it is.

    A photo that is made smaller, or that the camera held aslant, is encoded anew; another JPEG keeps its quality.

    Raises PhotoError for a photo that is damaged or of more pixels than a camera makes, and for what the place cannot
    be taken out of: pictures of the form HEIC, films and recordings of sound.
    """
    if choice.keep_metadata and not choice.shrink:
        return data
    if is_recording(name, data):
        return _kept_as_it_is(data, choice, _recording_told(name))
    if _is_heif(data):
        return _kept_as_it_is(data, choice, _heif_told(name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _prepared(data, choice)
    except UnidentifiedImageError as error:
        if _is_named_photo(name):
            raise _unreadable(name) from error
        return data
    except _FAULTS_OF_A_PICTURE as error:
        raise _unreadable(name) from error


def _is_named_photo(name: str) -> bool:
    return bool(Path(name).suffix) and is_photo(name)


def _unreadable(name: str) -> PhotoError:
    return PhotoError(
        _(
            "Không đọc được ảnh “{name}”: tệp hỏng hoặc quá lớn. Hãy chụp, quét lại; nếu vẫn cần giữ nguyên tệp, bỏ"
            " chọn thu nhỏ và chọn giữ thông tin máy ảnh.",
            name=name,
        )
    )


def _is_heif(data: bytes) -> bool:
    """Look at the brands that the beginning of such a file names."""
    if data[4:8] != b"ftyp":
        return False
    size = min(int.from_bytes(data[:4], "big"), 256)
    return (
        not _HEIF_BRANDS.isdisjoint(data[place : place + 4] for place in range(8, size, 4)) and b"avif" not in data[:64]
    )


def _kept_as_it_is(data: bytes, choice: PhotoChoice, refusal: Message) -> bytes:
    """Return what may tell its place and cannot be cleaned, when the officer keeps that; refuse it otherwise."""
    if choice.keep_metadata:
        return data
    raise PhotoError(refusal)


def _heif_told(name: str) -> Message:
    return _(
        "“{name}” là ảnh HEIC: phần mềm không xóa được vị trí nơi chụp ghi trong ảnh. Hãy đổi ảnh sang JPG "
        "(gửi qua Zalo hoặc lưu thành JPG) rồi đính kèm; nếu cần giữ nguyên, chọn giữ thông tin máy ảnh.",
        name=name,
    )


def is_recording(name: str, data: bytes) -> bool:
    """Tell by its content or its name whether a file is a film or a recording of sound, which may tell its place."""
    of_others = data[:4] == _MATROSKA or (data[:4] == b"RIFF" and data[8:12] == b"AVI ")
    of_quicktime = data[4:8] in _QUICKTIME_PARTS or (data[4:8] == b"ftyp" and data[8:12] not in _PICTURE_BRANDS)
    return of_others or of_quicktime or Path(name).suffix.lower() in _RECORDING_ENDINGS


def _recording_told(name: str) -> Message:
    return _(
        "“{name}” là phim hoặc bản ghi âm: điện thoại có thể ghi nơi quay vào tệp, phần mềm không xóa được. "
        "Nếu vẫn cần đính kèm, chọn giữ vị trí và thông tin máy ảnh (dòng lệnh: --keep-metadata).",
        name=name,
    )


def thumbnail(data: bytes, side: int) -> bytes | None:
    """Return a small PNG of at most ``side`` pixels a side, upright; ``None`` for what is no picture or too large."""
    try:
        with Image.open(io.BytesIO(data), formats=_SHOWN_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            small = io.BytesIO()
            upright.convert("RGBA").save(small, "PNG")
            return small.getvalue()
    except _FAULTS_OF_A_PICTURE:
        return None


def _prepared(data: bytes, choice: PhotoChoice) -> bytes:
    with Image.open(io.BytesIO(data), formats=_CAMERA_FORMATS) as image:
        if image.format == "TIFF" and _PLACE not in image.getexif():
            return data  # a scan
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            if _PLACE in image.getexif():
                raise ValueError(image.format)
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
    elif source.format == "AVIF":
        image.save(made, "AVIF", quality=_QUALITY, xmp=b"", **options)
    elif source.format == "TIFF":
        bare = image.copy()
        bare.info = {}
        bare.save(made, "TIFF", compression="tiff_lzw")
    elif source.format in ("JPEG", "MPO"):
        quality = "keep" if image is source and source.format == "JPEG" else _QUALITY
        image.save(made, "JPEG", quality=quality, comment=b"", xmp=b"", optimize=True, **options)
    else:
        raise ValueError(source.format)
    return made.getvalue()
