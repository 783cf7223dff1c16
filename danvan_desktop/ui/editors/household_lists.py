"""Lists of households that are pasted: in the village, or in the roll of its meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import FieldError, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import Headings, person_name, read_pasted, title_told
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.setup.read_lines import ReadLine, changes, dropped, dropped_twice, in_order, taken
from danvan_desktop.ui.widgets.text_dialog import TextDialog

_MOST_TOLD = 6
_HEADINGS: Headings = {
    **dict.fromkeys(("chu ho", "ten chu ho", "ho va ten", "ho ten", "ho va ten chu ho", "ho ten chu ho"), "head"),
    **dict.fromkeys(("so khau", "so nhan khau", "nhan khau", "khau"), "members"),
    **dict.fromkeys(("xom", "xom ngo", "ngo", "ngo xom", "dia chi", "cho o", "noi o", "cum", "to"), "address"),
    **dict.fromkeys(("stt", "tt", "so tt", "so thu tu")),
}


@dataclass(frozen=True)
class ReadHouseholds:
    """The households of a pasted list, their values by field, what of it is none, and all of it line by line."""

    households: Sequence[Mapping[str, Value]]
    left_out: Sequence[str]
    lines: Sequence[ReadLine] = ()

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        """Give the households in their order."""
        return iter(self.households)


def household_list_dialog(say: Translator, parent: QWidget) -> TextDialog:
    """Make the dialog that asks for a list of households."""
    label = _("Mỗi dòng một hộ: chủ hộ, rồi số nhân khẩu và xóm nếu có (dán thẳng từ Excel).")
    return TextDialog(say, _("Dán danh sách hộ"), label, _("Thêm các hộ này"), parent)


def told_of_list(found: ReadHouseholds, say: Translator) -> Message:
    """Tell how many households were taken, and what was not."""
    left_out = found.left_out
    count = say(ngettext("Đã thêm {n} hộ.", "Đã thêm {n} hộ.", len(found.households)))
    rest = _("Không lấy: {lines}", lines="; ".join(left_out[:_MOST_TOLD]) + ("…" if left_out[_MOST_TOLD:] else ""))
    return _("{added} {rest}", added=count, rest=rest if left_out else "")


def households_in(text: str, kind: Kind, stored: Iterable[Record] = ()) -> ReadHouseholds:
    """Read a list of households, a line each, and tell what of it is none: headings, totals, cells that fit nowhere.

    Households that are ``stored`` with all that the list tells of them are not taken again.
    Letters of TCVN3, VNI and other old encodings are converted.
    """
    pasted, known = read_pasted(text, _HEADINGS), defaultdict[str, list[Record]](list)
    for one in stored:
        known[fold(one.text("head"))].append(one)
    left_out, households, lines = list(pasted.left_out), list[Mapping[str, Value]](), list[ReadLine]()
    for row in pasted.rows:
        head = row.named.get("head") or row.cells[0]
        found: dict[str, Value] = {"head": person_name(head)}
        told = [*row.named.items(), *_by_look(row.beside if row.named else row.cells[1:])]
        for name, cell in told:
            if name == "head":
                continue
            number = whole_number(cell) if name == "members" else None
            try:
                if name in found:
                    left_out.append(f"{head}: {cell}")
                else:
                    found[name] = kind.field(name).parse(cell if number is None else number)
            except FieldError:
                left_out.append(f"{head}: {cell}")
        if any(all(one.get(name) == value for name, value in found.items()) for one in known[fold(str(found["head"]))]):
            lines.append(dropped_twice(row, known=True))
            continue
        households.append({**found, **_called(head)})
        cells = ["" if found.get(name) is None else str(found[name]) for name in ("head", "members", "address")]
        lines.append(taken(row, cells, changes(row, cells[0], found)))
    return ReadHouseholds(households, left_out, in_order(lines, map(dropped, pasted.others)))


def _called(head: str) -> Mapping[str, Value]:
    """Keep the title that stood before a name."""
    title = title_told((head,))
    return {} if title is None else {"called": title}


def _by_look(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Tell the fields of cells without headings: the first number is of persons, all else where they live."""
    is_counted = False
    for cell in cells:
        if not is_counted and whole_number(cell) is not None:
            is_counted = True
            yield "members", cell
        else:
            yield "address", cell
