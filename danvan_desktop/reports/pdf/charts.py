"""Small charts in greys, so that they stay readable from an office's black-and-white printer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from reportlab.graphics.renderPDF import draw as draw_on
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.graphics.shapes import Line as Stroke
from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.reports.document import Chart, ChartSeries, ChartShape
from danvan_desktop.reports.page_format import TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.pdfium import PDFIUM
from danvan_desktop.reports.pdf.pieces import Piece
from danvan_desktop.reports.pdf.tagging import figure
from danvan_desktop.reports.pdf.typesetter import Line, Typesetter

_GREYS = (0.3, 0.62, 0.86, 0.46, 0.74, 0.94)
_LABEL_SHARE = 0.36
_BAR = 9.0
_BAR_GAP = 2.0
_GROUP_GAP = 7.0
_TEXT_GAP = 4.0
_SQUARE = 8.0
_SHARES_HEIGHT = 18.0
_LINE = 0.5
_PICTURE_DPI = 200


@dataclass(frozen=True)
class _Group:
    """The bars of one label, with the label's lines."""

    lines: Sequence[Line]
    values: Sequence[float]
    texts: Sequence[Line]

    @property
    def height(self) -> float:
        bars = len(self.values) * _BAR + (len(self.values) - 1) * _BAR_GAP
        return max(bars, sum(line.leading for line in self.lines))


class ChartDrawing:
    """Sets a chart over ``width`` points; ``drawing`` is what reportlab.graphics renders."""

    def __init__(self, chart: Chart, style: TypeStyle, typesetter: Typesetter, width: float) -> None:
        """Set all texts and draw."""
        self._style, self._typesetter, self._width = style, typesetter, width
        make = self._bars if chart.shape is ChartShape.BARS else self._shares
        self.drawing: Drawing = make(chart)

    def _lines(self, text: str, width: float) -> list[Line]:
        return self._typesetter.lines(text, self._style, width, balanced=False)

    def _bars(self, chart: Chart) -> Drawing:
        label_width = _LABEL_SHARE * self._width
        groups = [
            _Group(
                self._lines(label, label_width - _TEXT_GAP),
                [series.values[index] for series in chart.series],
                [line for series in chart.series for line in self._lines(series.texts[index] or "–", self._width)[:1]],
            )
            for index, label in enumerate(chart.labels)
        ]
        legend = [series.name for series in chart.series] if len(chart.series) > 1 else []
        legend_rows = [self._lines(name, self._width - _SQUARE - _TEXT_GAP) for name in legend]
        height = sum(group.height + _GROUP_GAP for group in groups) + _rows_height(legend_rows)
        drawing = Drawing(self._width, height, initialFontName=fonts.first_face())
        longest = max((line.width for group in groups for line in group.texts), default=0.0)
        room = self._width - label_width - longest - 2 * _TEXT_GAP
        greatest = max((value for group in groups for value in group.values), default=0.0) or 1.0
        y = height
        for group in groups:
            y -= _GROUP_GAP / 2
            _draw_group(drawing, group, y, label_width, room / greatest)
            y -= group.height + _GROUP_GAP / 2
        drawing.add(Stroke(label_width, height, label_width, y, strokeWidth=_LINE, strokeColor=black))
        _draw_legend(drawing, legend_rows, y)
        return drawing

    def _shares(self, chart: Chart) -> Drawing:
        series = chart.series[0]
        rows = [
            self._lines(f"{label}: {text}", self._width - _SQUARE - _TEXT_GAP)
            for label, text in zip(chart.labels, series.texts, strict=True)
        ]
        height = _SHARES_HEIGHT + _GROUP_GAP + _rows_height(rows)
        drawing = Drawing(self._width, height, initialFontName=fonts.first_face())
        _draw_parts(drawing, series, self._width, height - _SHARES_HEIGHT)
        _draw_legend(drawing, rows, height - _SHARES_HEIGHT - _GROUP_GAP)
        return drawing


def words_of(chart: Chart) -> str:
    """Say what a chart shows: its title, and each label with its values."""
    shown = (
        f"{label}: {', '.join(filter(None, (series.texts[index] for series in chart.series)))}"
        for index, label in enumerate(chart.labels)
    )
    return f"{chart.title}. {'; '.join(shown)}."


class ChartPiece(Piece):
    """A chart between paragraphs."""

    def __init__(self, drawing: Drawing, space_before: float, words: str) -> None:
        """Take what is drawn, and the words that stand for it."""
        self._drawing, self._words = drawing, words
        self.space_before = space_before

    def height(self, room: float) -> float:
        """See the base class."""
        return float(self._drawing.height)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        bottom = y - self._drawing.height
        with canvas.marked(figure(self._words, (x, bottom, x + self._drawing.width, y))):
            draw_on(self._drawing, canvas, x, bottom)


def _grey(index: int) -> Color:
    level = _GREYS[index % len(_GREYS)]
    return Color(level, level, level)


def _draw_group(drawing: Drawing, group: _Group, top: float, left: float, scale: float) -> None:
    y = top
    for line in group.lines:
        y -= line.leading
        drawing.add(_string(line, left - _TEXT_GAP - line.width, y))
    y = top
    for index, value in enumerate(group.values):
        y -= _BAR
        drawing.add(_box(left, y, value * scale, _BAR, index))
        text = group.texts[index]
        drawing.add(_string(text, left + value * scale + _TEXT_GAP, y + (_BAR - text.leading) / 2))
        y -= _BAR_GAP


def _draw_parts(drawing: Drawing, series: ChartSeries, width: float, bottom: float) -> None:
    whole = sum(series.values)
    x = 0.0
    for index, value in enumerate(series.values):
        part = width * value / whole if whole else 0.0
        if part:
            drawing.add(_box(x, bottom, part, _SHARES_HEIGHT, index))
        x += part
    drawing.add(Rect(0, bottom, width, _SHARES_HEIGHT, strokeWidth=_LINE, strokeColor=black, fillColor=None))


def _draw_legend(drawing: Drawing, rows: Sequence[Sequence[Line]], y: float) -> None:
    for index, lines in enumerate(rows):
        for number, line in enumerate(lines):
            y -= line.leading
            if number == 0:
                drawing.add(_box(0, y + (line.leading - _SQUARE) / 2, _SQUARE, _SQUARE, index))
            drawing.add(_string(line, _SQUARE + _TEXT_GAP, y))


def _box(x: float, y: float, width: float, height: float, index: int) -> Rect:
    return Rect(x, y, width, height, strokeWidth=_LINE, strokeColor=black, fillColor=_grey(index))


def _string(line: Line, x: float, bottom: float) -> String:
    baseline = bottom + fonts.DESCENT * line.size
    return String(x, baseline, line.text, fontName=line.face, fontSize=line.size, fillColor=black)


def _rows_height(rows: Sequence[Sequence[Line]]) -> float:
    return sum(line.leading for lines in rows for line in lines)


def picture_of(drawing: Drawing) -> bytes:
    """Draw a chart as a PNG file of 200 dots an inch, for files that hold no drawings of this kind."""
    page = io.BytesIO()
    size = drawing.width, drawing.height
    canvas = Canvas(page, pagesize=size, invariant=1, initialFontName=fonts.first_face())
    draw_on(drawing, canvas, 0, 0)
    canvas.save()
    picture = io.BytesIO()
    with PDFIUM:
        document = pypdfium2.PdfDocument(page.getvalue())
        document[0].render(scale=_PICTURE_DPI / 72, grayscale=True).to_pil().save(picture, "PNG", optimize=True)
        document.close()
    return picture.getvalue()
