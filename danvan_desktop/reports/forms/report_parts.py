"""What the reports of a period share: their text by sections, the annex of figures with charts, the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.coverage import (
    NOT_REPORTED,
    coverage_notes,
    word_for_nought,
)
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    BulletList,
    Cell,
    Column,
    FillLines,
    Heading,
    KeepTogether,
    Paragraph,
    Proof,
    Row,
    Run,
    Table,
    plain,
    runs_of,
)
from danvan_desktop.reports.figures import ReportFigures, figure_of
from danvan_desktop.reports.forms.communities import full_name, is_above_communes, named_within, parts_called
from danvan_desktop.reports.narrative import ReportTexts, SectionText
from danvan_desktop.reports.proof import proven_figures, seal
from danvan_desktop.reports.wording import NOTHING, capitalised, sentence, within_sentence

_MIDDLE = Align.CENTER
_RIGHT = Align.RIGHT
_ITEM = "- "
_ENDING = "Trên đây là"
_LONG_NOTES = 500
"""Letters of about seven lines."""
_END = "./."
_ANNEX = "phụ lục"
_LINES_TO_WRITE = 2
_MOST_NAMED = 5
"""How many units that have not reported the opening names."""


@dataclass(frozen=True)
class PeriodReport:
    """One report of a period: its unit, its figures and its text."""

    context: ReportContext
    form: str
    unit: Record
    period: Period
    figures: ReportFigures
    texts: ReportTexts

    @classmethod
    def of(cls, context: ReportContext, form: str) -> PeriodReport:
        """Prepare the report of the store's own unit; raises ReportError."""
        unit, period = context.store.unit, context.chosen_period()
        figures = ReportFigures(context.store, unit.uid, form, period, context.today)
        texts = ReportTexts(context.store, unit, form, period, figures, context.translator)
        return cls(context, form, unit, period, figures, texts)

    @property
    def proof(self) -> Proof:
        """The proof of the figures."""
        return seal(self.form, self.unit, self.period, self.figures)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What whoever prints the report should know of its template."""
        return () if self.texts.fault is None else (self.texts.fault,)

    @property
    def title(self) -> str:
        """The period in words, within a sentence."""
        return self.context.say(self.period.label())


def text_blocks(report: PeriodReport, subject: str, issuer: str, annexes: str) -> Iterator[Block]:
    """Print all sections between a sentence that opens the report and one that ends it, unless one is typed.

    It ends by pointing to its ``annexes``, unless what is typed does.
    """
    about = within_sentence(subject)
    yield Paragraph(_opening(report, f"{capitalised(issuer)} báo cáo {about}"))
    *blocks, last = _sections(report)
    yield from blocks
    if isinstance(last, Paragraph) and plain(last.content).startswith(_ENDING):
        runs = runs_of(last.content)
        pointed = "" if _ANNEX in plain(last.content).lower() else annexes
        ended = Run(f"{runs[-1].text.rstrip().rstrip('./')}{pointed}{_END}", runs[-1].bold, runs[-1].italic)
        yield Paragraph((*runs[:-1], ended))
    else:
        yield last
        yield Paragraph(f"{_ENDING} Báo cáo {about} của {issuer}{annexes}{_END}")


def _opening(report: PeriodReport, told: str) -> str:
    """Say what is reported, and of a period that has not ended up to which day."""
    notes = [f"Số liệu trong báo cáo này {up_to_day(report)}."] if report.figures.is_unfinished else []
    if notes := [*notes, *_without(report)]:
        return f"{told}. {' '.join(notes)}"
    return f"{told} như sau:"


def _without(report: PeriodReport) -> Iterator[str]:
    """Say whose records of the period are not in the numbers: the text is read without its annex."""
    silent = [unit for unit, one in report.figures.coverages() if one.state is CoverageState.NOT_REPORTED]
    if not silent:
        return
    names = ", ".join(named_within(unit) for unit in silent)
    told = names if len(silent) <= _MOST_NAMED else f"{len(silent):02d} đơn vị nêu tại phụ lục"
    yield f"Chưa có số liệu của {told} do chưa báo cáo kỳ này."


def up_to_day(report: PeriodReport) -> str:
    """Say up to which day the figures are, and those of the periods that they are held against."""
    day, figures, period = report.context.translator.date, report.figures, report.period
    told = f"tính đến ngày {day(figures.span.last)}, khi {report.title} chưa kết thúc"
    is_year = is_the_year_before(period)
    before = report.context.say(period.previous().label()) if is_year else "kỳ trước"
    named = {period.previous(): before, period.same_last_year(): before if is_year else "cùng kỳ năm trước"}
    parts = [f"của {named[one]} tính đến ngày {day(figures.comparable(one).last)}" for one in compared_with(report)]
    return f"{told}; số liệu so sánh {', '.join(parts)}" if parts else told


def compared_with(report: PeriodReport) -> Sequence[Period]:
    """Return the periods that figures of the report are held against: those of which something is on the books."""
    period, codes = report.period, proven_figures(report.form)
    others = dict.fromkeys((period.previous(), period.same_last_year()))
    return [other for other in others if report.figures.knows(other, codes)]


def is_the_year_before(period: Period) -> bool:
    """Tell whether the period before is that of the year before too, as it is for a year: it is compared once."""
    return period.previous() == period.same_last_year()


def _sections(report: PeriodReport) -> Iterator[Block]:
    for chapter in report.texts.chapters:
        yield Heading(chapter.title)
        for section in chapter.sections:
            if section.title:
                yield Heading(section.title, 2)
            yield from _text(report, report.texts[section])


def _text(report: PeriodReport, written: SectionText) -> Iterator[Block]:
    """Print lines as paragraphs, those that begin with a hyphen as items.

    What no record tells waits for the officer's hand: that nothing happened is said only where records could tell it
    and tell of nothing.
    """
    items: list[str] = []
    for line in (line.strip() for line in written.text.splitlines()):
        if line.startswith(_ITEM):
            items.append(line.removeprefix(_ITEM))
            continue
        if items:
            yield BulletList(tuple(items))
            items = []
        if line:
            yield Paragraph(line)
    if items:
        yield BulletList(tuple(items))
    if not written.text.strip():
        yield Paragraph(f"{NOTHING}.") if _nothing_happened(report, written) else FillLines(lines=_LINES_TO_WRITE)


def _nothing_happened(report: PeriodReport, written: SectionText) -> bool:
    sentences = written.section.sentences
    is_told_by_records = bool(sentences) and not written.section.by_hand
    return is_told_by_records and not any(report.figures.value(one.figure).shown for one in sentences)


def notes(items: Iterable[str]) -> Iterator[Block]:
    """Print remarks below a table, nothing where there are none.

    Short ones stay together: line by line, PDF and Word part them at other places, and two lines stand at a page's
    head. Long ones are parted: behind a table of twelve pages a word processor may lack half of their room.
    """
    told = tuple(items)
    blocks = (Paragraph((Run("Ghi chú:", bold=True),)), BulletList(told))
    if sum(map(len, told)) > _LONG_NOTES:
        yield from blocks
    elif told:
        yield KeepTogether(blocks)


BY_VILLAGE = (
    ("meetings.held", "Họp dân"),
    ("meetings.households", "Lượt hộ dự họp"),
    ("decisions.passed", "Nội dung thông qua"),
    ("dialogues.held", "Đối thoại"),
    ("petitions.received", "Đơn, kiến nghị tiếp nhận"),
    ("petitions.replied", "Đã trả lời"),
    ("petitions.overdue", "Quá hạn"),
    ("models.registered", "Mô hình đăng ký"),
    ("models.recognised", "Công nhận"),
    ("situation.entries", "Tin tình hình"),
)


DEMOCRACY = (
    ("meetings.held", "Họp dân"),
    ("meetings.households", "Lượt hộ dự họp"),
    ("meetings.opinions", "Ý kiến"),
    ("decisions.voted", "Nội dung biểu quyết"),
    ("decisions.passed", "Nội dung thông qua"),
    ("decisions.contribution", "Nội dung đóng góp"),
    ("dialogues.held", "Đối thoại"),
    ("works.agreed", "Công trình thống nhất"),
    ("works.done", "Công trình hoàn thành"),
)
_HOUSEHOLDS, _UNNAMED = "contributions.households", "–"
_NOBODY_NAMED = "Dấu “–”: chỉ có số chung, không có tên từng hộ."
CONTRIBUTED = (
    (_HOUSEHOLDS, "Hộ ghi tên"),
    ("contributions.money", "Tiền (đồng)"),
    ("contributions.land", "Đất hiến (m²)"),
    ("contributions.days", "Ngày công"),
    ("contributions.material", "Hiện vật quy tiền (đồng)"),
)
Columns = Sequence[tuple[str, str]]
"""Codes of figures with what their columns are called."""


def village_annex(report: PeriodReport, label: str, note: str) -> tuple[Appendix, ...]:
    """Print the main figures of each village, of the unit itself, and their sum as the records have it."""
    return (_by_village(report, label, note, "Kết quả", BY_VILLAGE),)


def democracy_annex(report: PeriodReport, label: str, note: str) -> tuple[Appendix, ...]:
    """Print what was decided, told and asked in each village."""
    return (_by_village(report, label, note, "Thực hiện dân chủ", DEMOCRACY),)


def contribution_annex(report: PeriodReport, label: str, note: str) -> tuple[Appendix, ...]:
    """Print what the people of each village gave; nothing where nobody gave anything."""
    given = tuple((code, title) for code, title in CONTRIBUTED if report.figures.value(code).counted)
    return (_by_village(report, label, note, "Đóng góp của Nhân dân", given),) if given else ()


def _by_village(report: PeriodReport, label: str, note: str, what: str, columns: Columns) -> Appendix:
    communities = parts_called(report.context.store, report.unit)
    table = Table(
        (
            Column("TT", 11, _MIDDLE),
            Column(f"{capitalised(communities)}, đơn vị", 46),
            *(Column(title, 19, _RIGHT) for _code, title in columns),
        ),
        tuple(_village_rows(report, columns)),
        numbered=True,
    )
    unnamed = (_NOBODY_NAMED,) if any(_UNNAMED in row for row in table.rows) else ()
    blocks = (table, *notes([*unnamed, *coverage_lines(report)]))
    return Appendix(label, f"{what} theo {communities}, đơn vị {report.title}", blocks, note, landscape=True)


def _village_rows(report: PeriodReport, columns: Columns) -> Iterator[Row]:
    number = report.context.translator.number
    by_unit = _by_part(report, columns)
    villages = list(_parts_of_unit(report))
    known = {village.uid for village in villages}
    rest = {uid for values in by_unit.values() for uid in values} - known
    others = sorted(report.context.store.get_many(rest).values(), key=lambda unit: unit.text("name"))
    for place, unit in enumerate([*villages, *others], 1):
        counts = {code: by_unit[code].get(unit.uid, 0) for code, _title in columns}
        yield (str(place), full_name(unit), *_village_cells(report, unit, counts))
    totals = (number(sum(by_unit[code].values())) for code, _title in columns)
    yield (Cell((Run("Tổng cộng", bold=True),), span=2), *(_bold(total) for total in totals))


def _parts_of_unit(report: PeriodReport) -> Sequence[Record]:
    """Return the villages of a commune, the communes of an office above them, by name."""
    reader, span = report.figures.reader, report.figures.span
    if not is_above_communes(report.unit):
        return reader.villages_in(span)
    return sorted(reader.units_right_below(span), key=lambda unit: dictionary_key(unit.text("name")))


def _by_part(report: PeriodReport, columns: Columns) -> Mapping[str, Mapping[str, int]]:
    """Return each figure by the unit that recorded it, above communes by the commune in which that lay."""
    figures, reader = report.figures, report.figures.reader
    if not is_above_communes(report.unit):
        return {code: figures.by_unit(code) for code, _title in columns}
    found: dict[str, Mapping[str, int]] = {}
    for code, _title in columns:
        span = figures.span_for(figure_of(code))
        placed = reader.by_place(figure_of(code), span, span.last)
        found[code] = {unit: one.value for unit, one in placed.items()}
    return found


def _village_cells(report: PeriodReport, unit: Record, counts: Mapping[str, int]) -> Iterator[Cell | str]:
    """Print a nought only where it is known to be one; a unit that told nothing has one cell for all."""
    coverage = report.figures.reader.coverage(unit.uid, report.figures.span)
    if coverage.state is CoverageState.NOT_REPORTED and not any(counts.values()):
        yield Cell(report.context.say(NOT_REPORTED), span=len(counts), align=_MIDDLE)
        return
    for code, count in counts.items():
        if code == _HOUSEHOLDS and not count and any(counts.values()):
            yield _UNNAMED
            continue
        word = None if count else word_for_nought(coverage, figure_of(code).kind)
        yield report.context.translator.number(count) if word is None else report.context.say(word)


def coverage_lines(report: PeriodReport) -> Iterator[str]:
    """Tell whose records of the period are not here, or not all of them."""
    return (sentence(report.context.say(told)) for told in coverage_notes(report.figures.coverages()))


def _bold(text: str) -> Cell:
    return Cell((Run(text, bold=True),))
