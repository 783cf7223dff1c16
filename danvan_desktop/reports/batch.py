"""Hồ sơ kỳ: every form of a period at once, as files of one folder or as one PDF with bookmarks."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.reports.catalogue import FORMS, style_in, suggested_file_name
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document, DocumentInfo
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.output import OutputError, cannot_write
from danvan_desktop.reports.own_templates import kept_template
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf.render import Chapter, render_book
from danvan_desktop.reports.printing import write_document
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.store.durable_files import replace_with_retries
from danvan_desktop.store.leftovers import hold, mark_of_process, sweep_papers
from danvan_desktop.store.private import keep_private

Tell = Callable[[int, int, Message], None]
"""Done, total, what is printed now; what it raises ends the batch, and nothing of it stays."""


@dataclass(frozen=True)
class BatchItem:
    """One form of one record or of the period; ``name`` is its file's, without an ending."""

    form: ReportForm
    context: ReportContext
    name: str


@dataclass(frozen=True)
class LeftOut:
    """A form that has nothing to say of so many records of a period; of the period itself ``reason`` says why not."""

    form: ReportForm
    records: int
    reason: Message | None = None

    def told(self) -> Message:
        """Say it in one line."""
        if self.reason is not None:
            return _("{form}: {reason}", form=self.form.title, reason=self.reason)
        return ngettext(
            "{form}: {n} hồ sơ không có gì để in.",
            "{form}: {n} hồ sơ không có gì để in.",
            self.records,
            form=self.form.title,
        )


@dataclass(frozen=True)
class Batch:
    """What there is to print of a period, and which forms have nothing to say."""

    items: tuple[BatchItem, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A form that could not be printed, and why."""

    name: str
    reason: Message


@dataclass(frozen=True)
class BatchResult:
    """What was made: the file names, or the one file's; the pages of a PDF; what was refused and what was left out."""

    out: Path
    names: tuple[str, ...]
    pages: int
    replaced_characters: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    left_out: tuple[LeftOut, ...] = ()


def batch_of(store: Records, period: Period, style: Style | None = None) -> Batch:
    """Find what there is to print of a period: reports and registers first, then the forms of its records by day.

    A style is that of the papers which may have it; others have the office's, else their usual one.
    """
    today, taken, translator = store.today(), set[str](), Translator("vi")
    items: list[BatchItem] = []
    left_out: list[LeftOut] = []
    for form in sorted(FORMS, key=lambda form: form.needs is Needs.RECORD):
        empty = 0
        for uid in _uids(store, form, period):
            context = ReportContext(store, today, uid, period, translator, _style(store, form, uid, style))
            reason = form.nothing_to_say(context)
            if reason is None:
                name = suggested_file_name(form, context).removesuffix(".pdf")
                items.append(BatchItem(form, context, _free(name, taken)))
            elif form.needs is Needs.PERIOD:
                left_out.append(LeftOut(form, 0, reason))
            else:
                empty += 1
        if empty:
            left_out.append(LeftOut(form, empty))
    return Batch(tuple(items), tuple(left_out))


def print_batch(
    batch: Batch, out: Path, *, one_file: bool, file_format: FileFormat = FileFormat.PDF, tell: Tell | None = None
) -> BatchResult:
    """Print into one PDF or a folder, and tell what was left out; raises as these do."""
    items = batch.items
    result = print_to_book(items, out, tell) if one_file else print_to_folder(items, out, file_format, tell)
    return replace(result, left_out=batch.left_out)


def print_to_folder(
    items: Sequence[BatchItem], folder: Path, file_format: FileFormat = FileFormat.PDF, tell: Tell | None = None
) -> BatchResult:
    """Write each item to a file of its own; the folder is made when it is missing, other files in it stay.

    All files are finished before the first of them gets its place.

    Raises:
        ReportError: there is nothing to print.
        OutputError: the folder cannot be written.
    """
    _refuse_nothing(items)
    was_there = folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=f".{mark_of_process()}", dir=folder))
        held = hold(workshop)
        sweep_papers(workshop)
    except OSError as error:
        raise OutputError(cannot_write(folder, error)) from error
    try:
        result = _print_files(items, folder, workshop, file_format, tell)
        for name in result.names:
            replace_with_retries(workshop / name, folder / name)
    except OSError as error:
        raise OutputError(cannot_write(folder, error)) from error
    finally:
        held.close()
        shutil.rmtree(workshop, ignore_errors=True)
        if not was_there and not any(folder.iterdir()):
            folder.rmdir()
    return result


def print_to_book(items: Sequence[BatchItem], path: Path, tell: Tell | None = None) -> BatchResult:
    """Write all items into one PDF, each with a bookmark; a former file is replaced when all is done.

    Raises:
        ReportError: there is nothing to print.
        OutputError: the path cannot be written.
    """
    _refuse_nothing(items)
    skipped: list[Skipped] = []
    first = items[0].context
    unit = first.store.unit.text("name")
    title = f"Hồ sơ công tác dân vận {within_sentence(first.say(first.chosen_period().title))}"
    info = DocumentInfo(title, unit, first.today, title)

    def chapters() -> Iterator[Chapter]:
        for item, document in _documents(items, skipped, tell):
            yield Chapter(document.info.title, document, load_page_format(item.context.style))

    result = render_book(chapters(), info, path)
    return BatchResult(path, (path.name,), result.pages, result.replaced_characters, tuple(skipped))


def _style(store: Records, form: ReportForm, uid: str, wanted: Style | None) -> Style:
    offered = form.styles(store.get(uid) if uid else None, store)
    return style_in(store, form, uid, wanted if wanted in offered else None)


def _uids(store: Records, form: ReportForm, period: Period) -> Iterator[str]:
    """Give the records that a form is printed of; one empty uid for the form of a period."""
    if form.needs is Needs.PERIOD:
        yield ""
        return
    day = store.kinds[form.kind].date
    if day is None:
        return
    records = store.list(form.kind, between=(day, period.first, period.last))
    for record in sorted(records, key=lambda record: (record.text(day), record.uid)):
        yield record.uid


def _template(item: BatchItem, file_format: FileFormat) -> bytes | None:
    return kept_template(item.context.store, item.form.code) if file_format is FileFormat.DOCX else None


def _print_files(
    items: Sequence[BatchItem], folder: Path, workshop: Path, file_format: FileFormat, tell: Tell | None
) -> BatchResult:
    skipped: list[Skipped] = []
    names: list[str] = []
    pages, replaced = 0, dict[str, None]()
    for item, document in _documents(items, skipped, tell):
        name = f"{item.name}.{file_format}"
        try:
            page_format = load_page_format(item.context.style)
            # Not forced to the disk one by one: what a power cut takes can be printed again.
            with (workshop / name).open("wb") as stream:
                printed = write_document(
                    document, page_format, stream, file_format, template=_template(item, file_format)
                )
            keep_private(workshop / name)
        except ReportError as error:
            skipped.append(Skipped(item.name, error.message))
            continue
        names.append(name)
        pages += printed.pages or 0
        replaced |= dict.fromkeys(printed.replaced_characters)
    return BatchResult(folder, tuple(names), pages, tuple(replaced), tuple(skipped))


def _documents(
    items: Sequence[BatchItem], skipped: list[Skipped], tell: Tell | None
) -> Iterator[tuple[BatchItem, Document]]:
    """Build one document after another; what a form refuses to print is noted and left out."""
    for number, item in enumerate(items):
        if tell:
            tell(number, len(items), item.form.title)
        try:
            document = item.form.build(item.context)
        except ReportError as error:
            skipped.append(Skipped(item.name, error.message))
            continue
        yield item, document
    if tell:
        tell(len(items), len(items), _("Đang ghi tệp…"))


def _free(name: str, taken: set[str]) -> str:
    """Number a second file of the same name; file systems take capitals for small letters."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free.casefold())
    return free


def _refuse_nothing(items: Sequence[BatchItem]) -> None:
    if not items:
        raise ReportError(_("Kỳ này không có biểu mẫu nào để in. Hãy chọn kỳ khác."))
