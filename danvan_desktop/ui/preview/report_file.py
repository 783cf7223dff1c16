"""A printed form made in a worker: the PDF in memory with all that the preview says about it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message
from danvan_desktop.reports.catalogue import form_of, style_in, suggested_file_name
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.copies import CopyWish, copy_draft, next_copy_number
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.forms.shown_list import ShownList, list_form
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.reports.sources import reading


@dataclass(frozen=True)
class ReportWish:
    """Which form to print, of which record or period; without a style, in the office's, else the form's.

    With ``copy`` it is printed as a certified copy; with ``opened``, a record that was revealed, whole. ``listed`` is
    a list to print in place of a form that has a code. It is printed of the ``database`` at an address, where one is
    named, in place of the store.
    """

    form_code: str = ""
    uid: str = ""
    period: Period | None = None
    style: Style | None = None
    copy: CopyWish | None = None
    opened: Record | None = None
    listed: ShownList | None = None
    database: str = ""

    def form(self, store: Records) -> ReportForm:
        """Return the form; raises ReportError for an unknown one."""
        return form_of(self.form_code) if self.listed is None else list_form(store, self.listed)


@dataclass(frozen=True)
class ReportFile:
    """A finished PDF; ``replaced_characters`` are those that the typeface lacks.

    ``wish`` names its style, ``styles`` are those that the paper may have.
    """

    title: Message
    data: bytes
    replaced_characters: tuple[str, ...]
    file_name: str
    wish: ReportWish
    styles: tuple[Style, ...]
    remarks: tuple[Message, ...] = ()


def make_report(store: Store, wish: ReportWish) -> ReportFile:
    """Build and draw a form; raises ReportError."""
    with reading(store, wish.database) as records:
        return _made(records, wish)


def _made(store: Records, wish: ReportWish) -> ReportFile:
    store.forget_law()
    form = wish.form(store)
    context = _context(store, wish)
    stream = io.BytesIO()
    result = print_form(form, context, stream, copy=wish.copy)
    name = suggested_file_name(form, context)
    if wish.copy is not None:
        name = Path(name).with_stem(f"{Path(name).stem}_{wish.copy.kind}-{wish.copy.number:02d}").name
    exact = replace(wish, style=context.style)
    styles = form.styles(store.get(wish.uid) if wish.uid else None, store)
    return ReportFile(form.title, stream.getvalue(), result.replaced_characters, name, exact, styles, result.remarks)


def write_report(store: Store, wish: ReportWish, path: Path, file_format: FileFormat) -> Path:
    """Build a form and write it to a file; raises ReportError and OutputError."""
    with reading(store, wish.database) as records:
        records.forget_law()
        print_form(wish.form(records), _context(records, wish), path, file_format=file_format, copy=wish.copy)
    return path


def free_path(wanted: Path) -> Path:
    """Return a path that no file has: the one wanted, else with a number such as ``(2)``."""
    numbered = (wanted.with_stem(f"{wanted.stem} ({number})") for number in count(2))
    return next(path for path in chain((wanted,), numbered) if not path.exists())


def read_copy_number(store: Store, wish: ReportWish) -> int:
    """Return the next number of the register of copies that a form's copy would get."""
    return next_copy_number(_context(store, wish))


def enter_copy(store: Store, wish: ReportWish, copy: CopyWish) -> SaveResult:
    """Enter a copy of a form in the register, unless it stands there already; raises ReportError."""
    draft = copy_draft(wish.form(store), _context(store, wish), copy)
    return store.save(*([] if draft is None else [draft]))


def _context(store: Records, wish: ReportWish) -> ReportContext:
    style = style_in(store, wish.form(store), wish.uid, wish.style)
    return ReportContext(store, store.today(), wish.uid, wish.period, style=style, opened=wish.opened)
