"""Sổ theo dõi: the register of any kind for a period, across the page, by the columns that the kind declares."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.deadlines import Deadline, Due, Terms
from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.code_words import word_of
from danvan_desktop.reports.context import ReportContext, titled
from danvan_desktop.reports.document import (
    Align,
    Cell,
    Column,
    ColumnGroup,
    Document,
    DocumentInfo,
    Inline,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.even_figures import with_even_points, with_figures_right
from danvan_desktop.reports.figures import FigureReader, ReportFigures, Span
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import commune_word, communities_of, in_own_words
from danvan_desktop.reports.forms.parts import SEAL_NOTE, SIGN_NOTE, committee, head_lines, place_of, unit_header
from danvan_desktop.reports.proof import is_proven, seal_of_period
from danvan_desktop.reports.wording import NOTHING, capitalised, place_and_date, within_sentence

_NUMBERS = 11
_WIDTHS = {
    FieldType.LONG_TEXT: 60,
    FieldType.DATE: 22,
    FieldType.TIME: 16,
    FieldType.DATETIME: 22,
    FieldType.INTEGER: 16,
    FieldType.DECIMAL: 16,
    FieldType.MONEY: 24,
    FieldType.BOOLEAN: 14,
}
"""Shares of the width of columns that no kind declares, by what they hold; any other has ``_WIDTH``."""
_WIDTH, _WIDE = 28, 48
_LONG_TEXT = 200
_CLAUSE = re.compile(r"\[([^\[\]]*)\]")
"""Characters from which a text needs a wide column."""
_LEFT = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICE, FieldType.REFERENCE})


def register_code(kind: Kind) -> str:
    """Return the code of a kind's register among the forms."""
    return f"{kind.name.replace('_', '-')}-register"


def has_register(kind: Kind) -> bool:
    """Tell whether a kind has a register: one that falls into periods and stands by itself."""
    return kind.stands_by_itself


def register_of(kind: Kind) -> Register:
    """Return the register that a kind declares, or the one that follows from its list."""
    if kind.register is not None:
        return kind.register
    name = str(kind.plural)
    within = within_sentence(name)
    return Register(
        label=_("Sổ theo dõi: {kind}", kind=kind.plural),
        description=_("Các hồ sơ “{kind}” trong kỳ, theo ngày", kind=kind.plural),
        title=f"Sổ theo dõi {within}",
        counted=within,
        file_stem=f"So-{kind.name.replace('_', '-')}",
    )


def register_form(kind: Kind) -> ReportForm:
    """Declare the register of a kind among the forms."""
    register = register_of(kind)
    return ReportForm(
        code=register_code(kind),
        title=register.label,
        description=register.description,
        purpose=Purpose.REGISTER,
        kind=kind.name,
        needs=Needs.PERIOD,
        file_stem=register.file_stem,
        build_of=partial(build_register, kind=kind),
    )


def build_register(context: ReportContext, kind: Kind, other: Register | None = None) -> Document:
    """Build the register of a kind, or an ``other`` one with the same records, for the period asked for."""
    register, period, unit = other or register_of(kind), context.chosen_period(), context.store.unit
    code = register_code(kind)
    records = _records(context, kind, register, period)
    proof = seal_of_period(context.store, code, period, context.today) if is_proven(code) else None
    title, first, last = _named(context, register.title), _day(context, period.first), _day(context, period.last)
    return Document(
        info=DocumentInfo(
            f"{title} – {context.say(period.title)}",
            committee(unit),
            context.today,
            unit.text("name"),
            "" if proof is None else proof.details,
        ),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind=title,
        subject=f"{context.say(period.title)} (từ ngày {first} đến ngày {last})",
        blocks=(
            *(Paragraph(told) for told in (_summary(context, register, period, code, records),) if told),
            _table(context, kind, register, records),
        ),
        signatures=(Signature((_maker(title),), SIGN_NOTE), Signature(head_lines(unit), SEAL_NOTE)),
        landscape=True,
        proof=proof,
    )


def _maker(title: str) -> str:
    """Name who made a paper by what it is called: nobody signs a list or a table as the one who keeps a book."""
    called = next((word for word in ("Sổ", "Bảng", "Danh sách") if title.startswith(f"{word} ")), "")
    return f"Người lập {called.lower()}".rstrip()


def _records(context: ReportContext, kind: Kind, register: Register, period: Period) -> Sequence[Record]:
    day = str(kind.date)
    found = (
        _under_way(context, kind, register.until, period)
        if register.until
        else _of_own_units(context, kind, day, period)
    )
    records = [record for record in found if record.text(STATE) != PLANNED]
    if not register.then:
        return records
    return sorted(records, key=lambda one: (one.text(day), dictionary_key(one.text(register.then))))


def _of_own_units(context: ReportContext, kind: Kind, day: str, period: Period) -> Iterable[Record]:
    """Find the records of the office's unit and of those below it, which its figures count, too."""
    if kind.unit is None:
        context.store.refuse_archived(period.first, period.last)
        return context.store.list(kind.name, between=(day, period.first, period.last), order=day)
    reader = FigureReader(context.store, context.store.unit.uid)
    return reader.dated(kind.name, day, Span(period.first, period.last))


def _under_way(context: ReportContext, kind: Kind, until: str, period: Period) -> Iterable[Record]:
    """Find what was begun by the end of a period and was not over before it."""
    reader, first = FigureReader(context.store, context.store.unit.uid), period.first.isoformat()
    return (one for one in reader.up_to(kind.name, str(kind.date), period.last) if (one.text(until) or first) >= first)


def _named(context: ReportContext, text: str) -> str:
    """Put in what the communities here are called, in a text of its own."""
    return capitalised(_filled(context, text))


def _filled(context: ReportContext, text: str) -> str:
    unit = context.store.unit
    return text.format(communities=communities_of(context.store, unit), commune=commune_word(unit))


def _summary(context: ReportContext, register: Register, period: Period, code: str, records: Sequence[Record]) -> str:
    """Tell how many there are, or the figures of the period as its reports count them; the table tells of nothing."""
    if not register.summary:
        counted = _filled(context, register.counted)
        return f"Trong kỳ có {context.count(len(records))} {counted}." if records else ""
    figures = ReportFigures(context.store, context.store.unit.uid, code, period, context.today)
    counts = {name: figures.value(figure).shown for name, figure in register.figures.items()}
    if not records and not any(counts.values()):
        return ""
    days = {"last": _day(context, figures.span.last), "today": _day(context, context.today)}
    told = _CLAUSE.sub(lambda clause: _unless_nought(clause[1], counts), register.summary)
    return told.format(**{name: context.count(one) for name, one in counts.items()}, **days)


def _unless_nought(clause: str, counts: Mapping[str, int]) -> str:
    """Leave out what a clause would tell of nothing."""
    return clause if all(count for name, count in counts.items() if f"{{{name}}}" in clause) else ""


def _table(context: ReportContext, kind: Kind, register: Register, records: Sequence[Record]) -> Table:
    declared = register.columns or [column_of(context, kind.field(name)) for name in kind.listed]
    own, told = 0 if register.own_numbers else 1, PaperColumnContext(context)
    columns = [Column(_named(context, one.heading), one.width, _align(one.centred)) for one in declared]
    numbers = [Column("TT", _NUMBERS, Align.CENTER)] * own
    rows = [
        (*[str(place)] * own, *(_inline(column.write(told, record)) for column in declared))
        for place, record in enumerate(_rows(context, register, records), 1)
    ]
    none = f"{NOTHING} {_filled(context, register.counted)}"
    nothing: Row = (Cell((Run(none, italic=True),), span=len(columns) + own, align=Align.CENTER),)
    groups = _groups(declared, own)
    table = Table((*numbers, *columns), tuple(rows) or (nothing,), groups, numbered=True, dense=register.dense)
    return with_figures_right(with_even_points(table))


def _rows(context: ReportContext, register: Register, records: Sequence[Record]) -> Iterable[Record]:
    """Return what a register has rows of: its records, or the parts of each."""
    if not register.rows_of:
        return records
    return (row for one in records for row in list(context.children(one, register.rows_of)) or [one])


def column_of(context: ReportContext, declared: Field, heading: Message | None = None) -> RegisterColumn:
    """Return the column of a field that no register declares, under its label unless a ``heading`` is given."""
    is_long = declared.type is FieldType.TEXT and (declared.max_length or 0) >= _LONG_TEXT
    width = _WIDE if is_long else _WIDTHS.get(declared.type, _WIDTH)
    title = context.say(heading or declared.label)
    return RegisterColumn(title, width, fields(declared.name), declared.type not in _LEFT)


def _groups(columns: Iterable[RegisterColumn], first: int) -> tuple[ColumnGroup, ...]:
    groups = []
    for title, members in groupby(columns, lambda column: column.group):
        size = len(list(members))
        groups += [ColumnGroup(title, first, size)] if title else []
        first += size
    return tuple(groups)


def _align(centred: bool) -> Align:
    return Align.CENTER if centred else Align.LEFT


def _inline(words: Words) -> Inline:
    """Begin a cell with a capital; a mark of one letter, as “x”, stays as it is."""
    if isinstance(words, str):
        return capitalised(words) if len(words) > 1 else words
    return tuple(Run(phrase.text, italic=phrase.italic) for phrase in words)


def _day(context: ReportContext, day: dt.date | None) -> str:
    return context.translator.date(day) if day else ""


class PaperColumnContext(ColumnContext):
    """Says records in the Vietnamese of papers, read from the store."""

    def __init__(self, context: ReportContext) -> None:
        """Read from the store of ``context``."""
        self._context = context

    @property
    def reader(self) -> RecordReader:
        """The records."""
        return self._context.store

    @property
    def terms(self) -> Terms:
        """The law as the office applies it."""
        return self._context.store.terms

    def field(self, record: Record, name: str) -> str:
        """Say a field."""
        declared, say = self._context.kind_of(record).field(name), self._context.translator
        if declared.code_of is not None:
            return say.value(word_of(declared.code_of, record.text(name)))
        match declared.type:
            case FieldType.CHOICE:
                return self._in_words_of_its_unit(record, self._context.choice(record, name))
            case FieldType.DATE | FieldType.DATETIME:
                return _day(self._context, record.date(name))
            case FieldType.REFERENCE:
                return titled(self._context.store.title(record.text(name)))
            case FieldType.BOOLEAN:
                return "x" if record.get(name) else ""
            case _other:
                number = decimal_of(record.get(name)) if declared.numeric and declared.counted else None
                return record.text(name) if number is None else say.number(number)

    def _in_words_of_its_unit(self, record: Record, told: str) -> str:
        """Call communities what the unit of a record has, or is."""
        context, of_unit = self._context, self._context.kind_of(record).unit
        unit = context.store.get(record.text(of_unit)) if of_unit else None
        return in_own_words(context.store, context.store.unit if unit is None else unit, told)

    def number(self, value: int) -> str:
        """Write a whole number."""
        return self._context.translator.number(value)

    def percent(self, share: float) -> str:
        """Write a share of 0 to 1."""
        return self._context.translator.percent(share)

    def say(self, message: Message) -> str:
        """Say a message."""
        return self._context.say(message)

    def late(self, record: Record) -> tuple[Due, int] | None:
        """Return what a record is late with today, and by how many days."""
        due = self._context.store.late_term(record, self._context.today)
        return None if due is None else (due, due.days_late(self._context.today))

    def done_late(self, record: Record, deadline: Deadline) -> int:
        """Return by how many days something was done after its term, 0 in time or not done yet."""
        return deadline.done_late(record, self._context.store.terms)
