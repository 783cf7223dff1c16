"""A tree of boxes as a picture: what hangs from a box stands to its right, joined with it by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
from reportlab.graphics.renderPDF import draw as draw_on
from reportlab.graphics.shapes import Drawing, PolyLine, Rect, String
from reportlab.lib.colors import Color, black, white

from danvan_desktop.domain.tree_layout import TreeBox, leaves_of, pictures_of, places_of, with_what_is_above
from danvan_desktop.reports.document import Tree
from danvan_desktop.reports.page_format import TypeStyle
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.pieces import TOLERANCE, Piece
from danvan_desktop.reports.pdf.tagging import figure
from danvan_desktop.reports.pdf.typesetter import Line, Typesetter

_LEAST_BOX = 105.0
_MOST_BOX = 210.0
_BETWEEN_COLUMNS = 26.0
_BETWEEN_ROWS = 9.0
_PADDING = 4.0
_STROKE, _STROKE_OF_OWN = 0.5, 1.6
_MOST_LINES = 2
"""Lines of each text of a box; what is longer ends with dots, since the list below the picture has it whole."""
_GREY = Color(0.45, 0.45, 0.45)
_BROKEN = (3, 2)


@dataclass(frozen=True)
class _Sizes:
    """The height of every box, its width, and the whole width, in points."""

    height: float
    box: float
    width: float

    @property
    def row(self) -> float:
        return self.height + _BETWEEN_ROWS

    @property
    def column(self) -> float:
        return self.box + _BETWEEN_COLUMNS


class TreeDrawing:
    """Sets a tree over ``width`` points; one of too many columns for it is several pictures."""

    def __init__(self, style: TypeStyle, typesetter: Typesetter, width: float) -> None:
        """Take what texts are set with."""
        self._style, self._typesetter, self._width = style, typesetter, width

    def pictures(self, tree: Tree) -> list[Tree]:
        """Cut a tree into what fits the width."""
        most = max(2, int((self._width + _BETWEEN_COLUMNS) // (_LEAST_BOX + _BETWEEN_COLUMNS)))
        return [tree.of(boxes) for boxes in pictures_of(tree.parents, most)]

    def piece(self, tree: Tree, space_before: float) -> TreePiece:
        """Make what a page is composed of."""
        return TreePiece(tree, self, self.sizes(tree), space_before)

    def sizes(self, tree: Tree) -> _Sizes:
        """Measure: all boxes are as high as the fullest, which those of its parts are, too."""
        columns = max((place.column for place in places_of(tree.parents)), default=0) + 1
        box = min(_MOST_BOX, (self._width - (columns - 1) * _BETWEEN_COLUMNS) / columns)
        highest = max((sum(line.leading for line in self._lines(one, box)) for one in tree.boxes), default=0.0)
        return _Sizes(highest + 2 * _PADDING, box, self._width)

    def drawing(self, tree: Tree, sizes: _Sizes) -> Drawing:
        """Draw a tree or a part of one."""
        places = places_of(tree.parents)
        height = height_of(tree, sizes)
        drawing = Drawing(sizes.width, height, initialFontName=fonts.first_face())
        corners = [(place.column * sizes.column, height - place.row * sizes.row) for place in places]
        for box, corner in zip(tree.boxes, corners, strict=True):
            if box.above is not None:
                drawing.add(_joined(corners[box.above], corner, sizes))
        for box, (left, top) in zip(tree.boxes, corners, strict=True):
            drawing.add(_edge(box, left, top, sizes))
            y = top - _PADDING
            for line in self._lines(box, sizes.box):
                y -= line.leading
                drawing.add(_string(line, left + _PADDING, y))
        return drawing

    def words_of(self, tree: Tree) -> str:
        """Say what the picture shows: each box with what it hangs from."""
        told = "; ".join(_told(box, tree) for box in tree.boxes)
        return self._typesetter.cleaner.clean(f"{tree.title}: {told}.")

    def _lines(self, box: TreeBox, width: float) -> list[Line]:
        bold = msgspec.structs.replace(self._style, bold=True)
        room = width - 2 * _PADDING
        lines = self._shortened(box.name, bold, room)
        for text in box.lines:
            lines += self._shortened(text, self._style, room)
        return lines

    def _shortened(self, text: str, style: TypeStyle, width: float) -> list[Line]:
        lines = self._typesetter.lines(text, style, width, balanced=False)
        if len(lines) <= _MOST_LINES:
            return lines
        last = lines[_MOST_LINES - 1]
        words = last.text.rstrip()
        while words and fonts.width_of(f"{words}…", last.face, last.size) > width:
            words = words[:-1].rstrip()
        return [*lines[: _MOST_LINES - 1], replace(last, text=f"{words}…")]


class TreePiece(Piece):
    """A tree between paragraphs, cut between rows: its second part repeats what its boxes hang from."""

    def __init__(self, tree: Tree, drawing: TreeDrawing, sizes: _Sizes, space_before: float) -> None:
        """Take the tree and what draws it."""
        self._tree, self._drawing, self._sizes = tree, drawing, sizes
        self.space_before = space_before

    def height(self, room: float) -> float:
        """See the base class."""
        return height_of(self._tree, self._sizes)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        drawing = self._drawing.drawing(self._tree, self._sizes)
        bottom = y - drawing.height
        words = self._drawing.words_of(self._tree)
        with canvas.marked(figure(words, (x, bottom, x + drawing.width, y))):
            draw_on(drawing, canvas, x, bottom)

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut below as many rows as fit; on a page of its own one row is enough."""
        rows = rows_within(room, self._sizes)
        leaves = leaves_of(self._tree.parents)
        if not 0 < rows < len(leaves):
            return None
        first, rest = (
            TreePiece(part, self._drawing, self._sizes, self.space_before)
            for part in (_part(self._tree, leaves[:rows]), _part(self._tree, leaves[rows:]))
        )
        return first, rest


def parts_within(tree: Tree, room: float, sizes: _Sizes) -> list[Tree]:
    """Cut a tree into parts of at most that height."""
    leaves, rows = leaves_of(tree.parents), max(1, rows_within(room, sizes))
    return [_part(tree, leaves[start : start + rows]) for start in range(0, len(leaves), rows)]


def height_of(tree: Tree, sizes: _Sizes) -> float:
    """Measure the picture of a tree."""
    return len(leaves_of(tree.parents)) * sizes.row - _BETWEEN_ROWS


def rows_within(room: float, sizes: _Sizes) -> int:
    """Tell how many rows fit."""
    return int((room + _BETWEEN_ROWS + TOLERANCE) // sizes.row)


def _part(tree: Tree, leaves: Sequence[int]) -> Tree:
    return tree.of(with_what_is_above(tree.parents, leaves))


def _told(box: TreeBox, tree: Tree) -> str:
    lines = ", ".join(box.lines)
    words = f"{box.name} ({lines})" if lines else box.name
    return words if box.above is None else f"{tree.boxes[box.above].name} → {words}"


def _joined(above: tuple[float, float], below: tuple[float, float], sizes: _Sizes) -> PolyLine:
    start, end = above[0] + sizes.box, below[0]
    middle = end - _BETWEEN_COLUMNS / 2
    y, lower = above[1] - sizes.height / 2, below[1] - sizes.height / 2
    points = [start, y, middle, y, middle, lower, end, lower]
    return PolyLine(points, strokeWidth=_STROKE, strokeColor=_GREY, fillColor=None)


def _edge(box: TreeBox, left: float, top: float, sizes: _Sizes) -> Rect:
    stroke = _STROKE_OF_OWN if box.stands_out else _STROKE
    return Rect(
        left + stroke / 2,  # half of a line lies outside of what it goes round
        top - sizes.height + stroke / 2,
        sizes.box - stroke,
        sizes.height - stroke,
        strokeWidth=stroke,
        strokeColor=_GREY if box.pale else black,
        strokeDashArray=_BROKEN if box.pale else None,
        fillColor=white,
    )


def _string(line: Line, x: float, bottom: float) -> String:
    baseline = bottom + fonts.DESCENT * line.size
    return String(x, baseline, line.text, fontName=line.face, fontSize=line.size, fillColor=black)
