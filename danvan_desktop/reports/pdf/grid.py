"""Tables: rows are set when their page comes, so that long registers take linear time and little memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.paragraph import Paragraph
from danvan_desktop.reports.pdf.pieces import TOLERANCE, Piece
from danvan_desktop.reports.pdf.tagging import Element


@dataclass(frozen=True)
class GridStyle:
    """Upper and side padding of cells and the lines' width, in points; ``edges`` are the columns' borders."""

    edges: tuple[float, ...]
    padding: float
    line_width: float

    def width(self, column: int, span: int = 1) -> float:
        """Room for text in a cell: its lines take theirs of it, as in a word processor."""
        return self.edges[column + span] - self.edges[column] - 2 * self.padding - self.line_width


class GridCell:
    """A cell that begins at ``column`` and covers ``span`` columns; its paragraphs stand at the top."""

    def __init__(
        self, column: int, span: int, paragraphs: Sequence[Paragraph], style: GridStyle, element: Element
    ) -> None:
        """Take paragraphs set for its width."""
        self.column, self.span = column, span
        self.element = element
        self._style = style
        self._paragraphs = tuple(paragraphs)
        self.text_height = sum(paragraph.height for paragraph in self._paragraphs)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw the text below ``y`` as content of the cell, which is there though empty; ``x`` is the left edge."""
        canvas.enter(self.element)
        if self._paragraphs:
            with canvas.marked(self.element):
                self.draw_text(canvas, x, y)

    def draw_text(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw the text below ``y``; ``x`` is the table's left edge."""
        left = x + self._style.edges[self.column] + self._style.padding
        y -= self._style.padding
        for paragraph in self._paragraphs:
            paragraph.draw(canvas, left, y)
            y -= paragraph.height

    def split(self, room: float) -> tuple[GridCell, GridCell]:
        """Cut the text after at most ``room``; either part may be empty."""
        above: list[Paragraph] = []
        below: list[Paragraph] = []
        for paragraph in self._paragraphs:
            if below or paragraph.height <= room + TOLERANCE:
                (below if below else above).append(paragraph)
                room -= paragraph.height
            elif parts := paragraph.split(room):
                above.append(parts[0])
                below.append(parts[1])
            else:
                below.append(paragraph)
        return self._with(above), self._with(below)

    def _with(self, paragraphs: Sequence[Paragraph]) -> GridCell:
        return GridCell(self.column, self.span, paragraphs, self._style, self.element)


class GridRow:
    """Cells side by side; as high as the highest."""

    def __init__(self, cells: Sequence[GridCell], style: GridStyle) -> None:
        """Take the cells of a whole row."""
        self.cells = tuple(cells)
        self._style = style
        self.height = max((cell.text_height for cell in cells), default=0.0) + 2 * style.padding

    @property
    def is_heading(self) -> bool:
        """Whether it is the title of the rows below it, which goes with them: one cell over all columns."""
        return len(self.cells) == 1 and len(self._style.edges) > 2

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw texts, then the borders below and between the cells."""
        for cell in self.cells:
            cell.draw(canvas, x, y)
        self._draw_borders(canvas, x, y)

    def draw_again(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw what was read out before."""
        for cell in self.cells:
            cell.draw_text(canvas, x, y)
        self._draw_borders(canvas, x, y)

    def _draw_borders(self, canvas: ReportCanvas, x: float, y: float) -> None:
        bottom = y - self.height
        edges = self._style.edges
        canvas.line(x, bottom, x + edges[-1], bottom)
        for border in (*(edges[cell.column] for cell in self.cells), edges[-1]):
            canvas.line(x + border, y, x + border, bottom)

    def split(self, room: float) -> tuple[GridRow, GridRow] | None:
        """Cut every cell at ``room``; ``None`` when the highest would not reach over both parts."""
        parts = [cell.split(room - 2 * self._style.padding) for cell in self.cells]
        highest = max(range(len(parts)), key=lambda index: self.cells[index].text_height)
        if not all(part.text_height for part in parts[highest]):
            return None
        above = GridRow([first for first, _rest in parts], self._style)
        return above, GridRow([rest for _first, rest in parts], self._style)


@dataclass(frozen=True)
class HeaderCell:
    """A title at its place below the header's upper edge; centred in its room."""

    cell: GridCell
    top: float
    height: float


class GridHeader:
    """The rows repeated on every page; a group's title stands above its columns' titles."""

    def __init__(self, cells: Sequence[HeaderCell], numbers: GridRow | None, style: GridStyle) -> None:
        """Take the cells with their places."""
        self._cells, self._numbers, self._style = tuple(cells), numbers, style
        self._titles = max((cell.top + cell.height for cell in cells), default=0.0)
        self.height = self._titles + (numbers.height if numbers else 0.0)

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """Draw below ``y``; on the first page its cells are read out, on later ones they are decoration."""
        again = any(item.cell.element.is_entered for item in self._cells)
        for item in sorted(self._cells, key=lambda item: (item.top, item.cell.column)):
            canvas.enter(item.cell.element)
        for item in self._cells:
            spare = item.height - item.cell.text_height - 2 * self._style.padding
            draw = item.cell.draw_text if again else item.cell.draw
            draw(canvas, x, y - item.top - spare / 2)
        if self._numbers:
            draw_numbers = self._numbers.draw_again if again else self._numbers.draw
            draw_numbers(canvas, x, y - self._titles)
        for item in self._cells:
            left, right = (self._style.edges[edge] for edge in (item.cell.column, item.cell.column + item.cell.span))
            canvas.draw_box(x + left, y - item.top - item.height, right - left, item.height)


RowMaker = Callable[[int], GridRow]


class GridPiece(Piece):
    """A table from a row on: ``waiting`` rows are set already, those from ``start`` to ``stop`` are made on demand."""

    def __init__(
        self,
        header: GridHeader,
        style: GridStyle,
        make_row: RowMaker,
        start: int,
        stop: int,
        waiting: Sequence[GridRow] = (),
    ) -> None:
        """Set nothing yet."""
        self._header, self._style, self._make_row = header, style, make_row
        self._next, self._stop = start, stop
        self._rows = list(waiting)

    def height(self, room: float) -> float:
        """See the base class."""
        used = self._header.height
        for index in range(self._count):
            used += self._row(index).height
            if used > room + TOLERANCE:
                break
        return used

    def draw(self, canvas: ReportCanvas, x: float, y: float) -> None:
        """See the base class."""
        canvas.setLineWidth(self._style.line_width)
        self._header.draw(canvas, x, y)
        y -= self._header.height
        for index in range(self._count):
            row = self._row(index)
            row.draw(canvas, x, y)
            y -= row.height

    def split(self, room: float, page: float) -> tuple[Piece, Piece] | None:
        """Cut between rows, or within one that no page can hold with its titles: nobody reads a row on two leaves.

        The line below the last row stands above the margin, too: word processors see to it.
        """
        room, page = room - self._style.line_width, page - self._style.line_width
        left = room - self._header.height
        count = 0
        while count < self._count and self._row(count).height <= left + TOLERANCE:
            left -= self._row(count).height
            count += 1
        if count == self._count:
            return None
        above, waiting = self._rows[:count], self._rows[count:]
        titles = takewhile(lambda row: row.is_heading, reversed(above))
        parts = None
        if waiting[0].height > page - self._header.height - sum(row.height for row in titles) + TOLERANCE:
            parts = waiting[0].split(left)
            if parts:
                above.append(parts[0])
                waiting[0] = parts[1]
        least = 1 if room >= page - TOLERANCE else 0
        while len(above) > least and above[-1].is_heading:
            waiting.insert(0, above.pop())
        if not above:
            return None
        head = GridPiece(self._header, self._style, self._make_row, 0, 0, above)
        head.space_before = self.space_before
        head.ends_within_row = parts is not None
        return head, GridPiece(self._header, self._style, self._make_row, self._next, self._stop, waiting)

    @property
    def _count(self) -> int:
        return len(self._rows) + self._stop - self._next

    def _row(self, index: int) -> GridRow:
        while index >= len(self._rows):
            self._rows.append(self._make_row(self._next))
            self._next += 1
        return self._rows[index]
