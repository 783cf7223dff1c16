"""Hôm nay cần làm: the day's list on paper, for the wall or the pocket of whoever goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.context import ReportContext, titled
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    Heading,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.parts import SIGN_NOTE, committee, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date
from danvan_desktop.store.day_list import by_urgency, day_list
from danvan_desktop.store.due_items import DueItem, Urgency

TODAY_LIST = "today-list"
_COLUMNS = (
    Column("TT", 11, Align.CENTER),
    Column("Việc cần làm", 46),
    Column("Nội dung", 84),
    Column("Người làm", 42),
    Column("Hạn", 36, Align.CENTER),
    Column("Căn cứ", 40),
    Column("Xong", 14, Align.CENTER),
)
_NOTHING = "Không có việc nào."


def nothing_to_do(context: ReportContext) -> Message | None:
    """Tell that there is nothing to be done."""
    return None if day_list(context.own_store) else _("Hôm nay và 7 ngày tới không có việc nào phải làm.")


def build(context: ReportContext) -> Document:
    """Build the list of what is late, due today and due in the next days."""
    unit, today = context.store.unit, context.translator.date(context.today)
    place_date = place_and_date(place_of(context, unit), context.today)
    return Document(
        info=DocumentInfo(f"Hôm nay cần làm – {today}", committee(unit), context.today, unit.text("name")),
        header=unit_header(context, unit, place_date),
        kind="Hôm nay cần làm",
        subject=f"Việc quá hạn, việc đến hạn ngày {today} và trong 7 ngày tới",
        blocks=tuple(_parts(context)),
        signatures=(Signature(("Người lập",), SIGN_NOTE),),
        landscape=True,
    )


def _parts(context: ReportContext) -> Iterator[Block]:
    """Give each part its table; the parts of the list stand there even when empty, so that nobody misses one."""
    first = 1
    for urgency, entries in by_urgency(day_list(context.own_store)).items():
        if not entries and urgency is Urgency.THIS_YEAR:
            continue
        yield Heading(f"{context.say(urgency.title)} ({context.translator.number(len(entries))})")
        yield _table(context, entries, first)
        first += len(entries)


def _table(context: ReportContext, entries: Sequence[DueItem], first: int) -> Table:
    rows = tuple(_row(context, number, entry) for number, entry in enumerate(entries, first))
    nothing: Row = (Cell((Run(_NOTHING, italic=True),), span=len(_COLUMNS), align=Align.CENTER),)
    return Table(_COLUMNS, rows or (nothing,))


def _row(context: ReportContext, number: int, entry: DueItem) -> Row:
    content = titled(entry.content) if isinstance(entry.content, str) else context.say(entry.content)
    where = titled(" · ".join(filter(None, (context.say(entry.label), entry.place_name))))
    late = ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", entry.days_late)
    term = context.say(entry.term)
    return (
        str(number),
        context.say(entry.work),
        f"{content}\n{where}",
        entry.who,
        f"{term}\n{context.say(late)}" if entry.days_late else term,
        entry.citation,
        "",
    )


FORMS = (
    ReportForm(
        code=TODAY_LIST,
        title=_("Hôm nay cần làm"),
        description=_("Việc quá hạn, việc đến hạn hôm nay và trong 7 ngày tới, kèm căn cứ"),
        purpose=Purpose.WORK,
        kind="",
        needs=Needs.DAY,
        file_stem="Hom-nay-can-lam",
        build_of=build,
        nothing_to_say=nothing_to_do,
    ),
)
