"""The register of changes as a table for Excel or CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.store.change_register import DEED_NAMES, ChangeLine

Papers = Callable[[str], str]
"""Names a printed paper by the code of its form."""
HEADINGS: Sequence[tuple[str, Message]] = (
    ("moment", _("Thời điểm")),
    ("officer", _("Người làm")),
    ("device", _("Máy")),
    ("deed", _("Việc")),
    ("kind", _("Loại")),
    ("title", _("Hồ sơ")),
    ("fields", _("Mục đã ghi")),
    ("reason", _("Lý do")),
    ("uid", _("Mã bản ghi")),
)
_OFFICER = [name for name, _words in HEADINGS].index("officer")


def change_table(store: Store, lines: Sequence[ChangeLine], say: Translator, papers: Papers) -> Table:
    """Return lines of the register as a table in their order."""
    columns = tuple(
        Column(Target(name), say(words), FieldType.DATETIME if name == "moment" else FieldType.TEXT)
        for name, words in HEADINGS
    )
    rows = (cells_of(store, line, say, papers) for line in lines)
    return Table(say(_("Nhật ký thay đổi")), store.unit.text("name"), columns, rows, len(lines))


def cells_of(store: Store, line: ChangeLine, say: Translator, papers: Papers) -> Sequence[CellValue]:
    """Return a line as cells, in the order of ``HEADINGS``."""
    return (
        line.moment.replace(microsecond=0),
        line.officer_name or None,
        line.device_name or None,
        deed_told(line, say),
        kind_told(store, line, say),
        line.title or None,
        fields_told(store, line, say, papers) or None,
        line.reason or None,
        line.uid,
    )


def texts_of(store: Store, line: ChangeLine, say: Translator, papers: Papers) -> list[str]:
    """Return a line as texts, in the order of ``HEADINGS``."""
    _moment, *others = cells_of(store, line, say, papers)
    return [say.datetime(line.moment), *("" if cell is None else str(cell) for cell in others)]


def paper_rows(store: Store, lines: Sequence[ChangeLine], say: Translator, papers: Papers) -> list[list[str]]:
    """Return lines as texts for paper: all of ``HEADINGS`` but the record's own mark, officers by their names alone.

    A position told on every line would leave room for five lines on a page. Of two officers with one name it is told.
    """
    told = {line.officer: line.officer_name for line in lines if line.officer}
    names = {uid: _bare_name(store, uid) or title for uid, title in told.items()}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    short = {uid: told[uid] if name in shared else name for uid, name in names.items()}
    rows = [texts_of(store, line, say, papers)[:-1] for line in lines]
    for line, row in zip(lines, rows, strict=True):
        row[_OFFICER] = short.get(line.officer, line.officer_name)
    return rows


def _bare_name(store: Store, officer: str) -> str:
    found = store.get(officer, include_deleted=True)
    return "" if found is None else found.text("full_name")


def deed_told(line: ChangeLine, say: Translator) -> str:
    """Name what was done, and say where somebody did it who had no right to."""
    deed = say(DEED_NAMES[line.deed])
    return say(_("{deed} (không có quyền)", deed=deed)) if line.past_rights else deed


def kind_told(store: Store, line: ChangeLine, say: Translator) -> str:
    """Name the kind of a line's record, by its code where this version does not know it."""
    return say(store.kinds[line.kind].label) if line.kind in store.kinds else line.kind


def fields_told(store: Store, line: ChangeLine, say: Translator, papers: Papers) -> str:
    """Name the fields that were set, or the paper that was printed."""
    if line.paper:
        return papers(line.paper)
    if line.kind not in store.kinds:
        return ", ".join(line.fields)
    kind = store.kinds[line.kind]
    return ", ".join(say(kind.field(name).label) if kind.has(name) else name for name in line.fields)
