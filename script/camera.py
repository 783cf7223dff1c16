"""Takes pictures of windows once nothing moves in them any more, and keeps them small."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

_COLOURS = 256
_STILL_SECONDS, _PATIENCE_SECONDS = 0.35, 30.0
_TITLE_HEIGHT = 30
_CARET_WIDTH = 4
_SHADE = QColor(10, 20, 35, 90)


class Camera:
    """Waits until nothing moves any more, and takes pictures of all windows as they lie over each other."""

    def __init__(self, application: QApplication, out: Path) -> None:
        """Keep pictures in the folder ``out``, which is made."""
        self._application = application
        self._out = out
        out.mkdir(parents=True, exist_ok=True)

    def wait(self, until: Callable[[], bool] = lambda: True) -> None:
        """Return when ``until`` holds and two looks at all windows were the same; raises TimeoutError."""
        end = time.monotonic() + _PATIENCE_SECONDS
        before: list[Image.Image] | None = None
        while time.monotonic() < end:
            self._let_pass(_STILL_SECONDS)
            now = [_image(widget.grab()) for widget in self._windows()]
            if before is not None and _look_alike(before, now) and until():
                return
            before = now
        raise TimeoutError("the window did not come to rest")

    def take(self, name: str, base: QWidget | None = None) -> Path:
        """Take the window with the dialogs over it, or ``base`` alone; returns the file."""
        windows = self._windows() if base is None else [base]
        picture = windows[0].grab()
        for over in windows[1:]:
            picture = _laid_over(picture, over)
        path = self._out / f"{name}.png"
        path.write_bytes(_small_png(_image(picture)))
        return path

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are shown, the uppermost last."""
        widgets = self._application.topLevelWidgets()
        return sorted((one for one in widgets if isinstance(one, QDialog) and one.isVisible()), key=_depth)

    def _windows(self) -> list[QWidget]:
        widgets = self._application.topLevelWidgets()
        return [*(one for one in widgets if isinstance(one, QMainWindow) and one.isVisible()), *self.dialogs()]

    def _let_pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)


def _depth(widget: QWidget) -> int:
    """Count the windows below a dialog."""
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _laid_over(ground: QPixmap, dialog: QWidget) -> QPixmap:
    """Lay a dialog with a plain title bar into the middle of the shaded ground."""
    picture, ratio = QPixmap(ground), ground.devicePixelRatio()
    size = ground.size() / ratio
    frame = QRect(0, 0, dialog.width(), dialog.height() + _TITLE_HEIGHT)
    frame.moveCenter(QPoint(size.width() // 2, size.height() // 2))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(QPoint(0, 0), size), _SHADE)
    palette = dialog.palette()
    painter.setPen(palette.mid().color())
    painter.setBrush(palette.base())
    painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), 6, 6)
    bar = QRect(frame.topLeft(), frame.topRight() + QPoint(0, _TITLE_HEIGHT))
    painter.setPen(palette.windowText().color())
    painter.drawText(bar.adjusted(12, 0, -40, 0), Qt.AlignmentFlag.AlignVCenter, dialog.windowTitle())
    cross = QRect(bar.right() - 24, bar.center().y() - 4, 9, 9)
    painter.drawLine(cross.topLeft(), cross.bottomRight())
    painter.drawLine(cross.topRight(), cross.bottomLeft())
    painter.drawPixmap(frame.topLeft() + QPoint(0, _TITLE_HEIGHT), dialog.grab())
    painter.end()
    return picture


def _image(picture: QPixmap) -> Image.Image:
    pixels = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (pixels.width(), pixels.height())
    return Image.frombytes("RGB", size, bytes(pixels.constBits()), "raw", "RGB", pixels.bytesPerLine())


def _look_alike(before: list[Image.Image], now: list[Image.Image]) -> bool:
    """Tell whether nothing changed but the blinking caret of an input."""
    if [image.size for image in before] != [image.size for image in now]:
        return False
    boxes = (ImageChops.difference(*pair).getbbox() for pair in zip(before, now, strict=True))
    return all(box is None or box[2] - box[0] <= _CARET_WIDTH for box in boxes)


def _small_png(picture: Image.Image) -> bytes:
    """Keep an image as a PNG of few colours, which the flat surfaces of a window do not need more of."""
    small, out = picture.quantize(_COLOURS, dither=Image.Dither.NONE), io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
