"""What of a digital signature is seen on the paper: a picture of the hand or the seal, else words.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 7 and 8: the signer's picture is blue, the seal's red, both
PNG with a transparent ground; the former stands between position and name, the latter, in its real size, covers the
left third of it.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from danvan_desktop.domain.clock import VIETNAM
from danvan_desktop.localization import _
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.cleaning import TextCleaner
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.places import Box
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.names import Holder
from danvan_desktop.store.inputs import read_input

_HAND = 40 * MILLIMETRE
"""The greatest width of a hand's picture."""
_LARGEST_SEAL = 60 * MILLIMETRE
_LARGEST_PICTURE = 8 * 1024 * 1024
_MOST_PIXELS = 16_000_000
_INCH = 72.0
_SIZE, _SMALLEST, _LEADING = 10.0, 6.0, 1.2


class Role(Enum):
    """Whose signature a picture shows."""

    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True)
class Stamp:
    """A page of PDF that is the appearance, and where it stands on the paper."""

    pdf: bytes
    box: Box

    def seen_in(self, room: Box) -> tuple[float, float, float, float]:
        """Give the bounds of a field's room as the appearance counts them, from the lower left corner of the stamp."""
        left, bottom = self.box[:2]
        return (room[0] - left, room[1] - bottom, room[2] - left, room[3] - bottom)


def seal_room(place: Box) -> Box:
    """Give where the largest seal beside a place could stand, within the sheet."""
    left, bottom, right, top = place
    end, middle = _seal_end(left, right), (bottom + top) / 2
    return (max(0, end - _LARGEST_SEAL), max(0, middle - _LARGEST_SEAL / 2), end, middle + _LARGEST_SEAL / 2)


def read_picture(path: Path) -> bytes:
    """Read the file of a picture; raises SigningError, and StoreError for what is no file or a very large one."""
    try:
        return read_input(path, _LARGEST_PICTURE)
    except OSError as error:
        raise _no_picture() from error


def words_stamp(holder: Holder, moment: dt.datetime, place: Box) -> Stamp:
    """Write who signed and when into the middle of a place, as small as it must be."""
    cleaner = TextCleaner(fonts.printable_characters())
    clock = moment.astimezone(VIETNAM).isoformat(timespec="seconds")
    lines = [f"Ký bởi: {holder.name}"]
    if holder.organisation and holder.organisation != holder.name:
        lines.append(f"Cơ quan: {holder.organisation}")
    lines = [cleaner.clean(line) for line in (*lines, f"Thời gian ký: {clock}")]
    face, (left, bottom, right, top) = fonts.first_face(), place
    widest = max(fonts.width_of(line, face, 1.0) for line in lines)
    size = max(_SMALLEST, min(_SIZE, (right - left) / widest, (top - bottom) / (len(lines) * _LEADING)))
    width, height = widest * size, len(lines) * _LEADING * size
    start_x, start_y = (left + right - width) / 2, (bottom + top - height) / 2
    canvas, stream = _canvas(width, height)
    canvas.setFont(face, size)
    for number, line in enumerate(lines, 1):
        canvas.drawString(0, height - number * _LEADING * size + fonts.DESCENT * size, line)
    return _finished(canvas, stream, (start_x, start_y, start_x + width, start_y + height))


def picture_stamp(png: bytes, role: Role, place: Box) -> Stamp:
    """Put a picture where it belongs; raises SigningError for one that the decree does not know."""
    picture = _opened(png)
    left, bottom, right, top = place
    centre, middle = (left + right) / 2, (bottom + top) / 2
    if role is Role.PERSON:
        scale = min(min(_HAND, right - left) / picture.width, (top - bottom) / picture.height)
        width, height = picture.width * scale, picture.height * scale
        start = centre - width / 2
    else:
        width, height = _real_size(picture)
        start = _seal_end(left, right) - width
    canvas, stream = _canvas(width, height)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height, mask="auto")
    return _finished(canvas, stream, (start, middle - height / 2, start + width, middle + height / 2))


def _seal_end(left: float, right: float) -> float:
    """Give where a seal ends on the right: at a third of the hand in the middle of its place."""
    hand = min(_HAND, right - left)
    return (left + right) / 2 - hand / 2 + hand / 3


def _opened(png: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise SigningError(_("Hình chữ ký, hình dấu lớn quá. Hãy thu nhỏ hình rồi chọn lại."))
            picture = found.convert("RGBA")
            picture.info["dpi"] = found.info.get("dpi")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _no_picture() from error
    if picture.getchannel("A").getextrema()[0] == 255:
        raise _no_picture()
    return picture


def _no_picture() -> SigningError:
    return SigningError(
        _("Hình chữ ký, hình dấu phải là tệp .png nền trong suốt (Nghị định 30/2020/NĐ-CP, Phụ lục I).")
    )


def _real_size(picture: Image.Image) -> tuple[float, float]:
    resolution = picture.info.get("dpi")
    if not resolution or min(resolution) <= 1:
        raise SigningError(
            _("Hình dấu không ghi độ phân giải nên không biết cỡ thật của dấu. Hãy quét lại và lưu kèm độ phân giải.")
        )
    width, height = (pixels * _INCH / dots for pixels, dots in zip(picture.size, resolution, strict=True))
    if max(width, height) > _LARGEST_SEAL:
        raise SigningError(_("Hình dấu rộng hơn 60 mm nên không phải cỡ thật của dấu. Hãy kiểm tra độ phân giải."))
    return width, height


class _StampCanvas(ReportCanvas):
    """Draws without marks: the element of the signature stands for all of it."""

    def _end_decoration(self) -> None:
        """See the base class."""


def _canvas(width: float, height: float) -> tuple[_StampCanvas, io.BytesIO]:
    stream = io.BytesIO()
    canvas = _StampCanvas(stream, "vi-VN", dt.date(2000, 1, 1))
    canvas.setPageSize((width, height))
    return canvas, stream


def _finished(canvas: _StampCanvas, stream: io.BytesIO, box: Box) -> Stamp:
    canvas.setTitle("Chữ ký số")
    canvas.save()
    return Stamp(stream.getvalue(), box)
