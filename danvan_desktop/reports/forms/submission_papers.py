"""Papers of the duty to report: who reported and who did not, and letters that urge those who did not.

No rule read prescribes a form for them (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.kinds.submission import SUBMISSION, SUBMISSION_TERM
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Cell,
    Column,
    ColumnGroup,
    Document,
    DocumentInfo,
    Header,
    Paragraph,
    Recipients,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import EITHER, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.official import annex_note, filed, official_header, official_signature
from danvan_desktop.reports.forms.parts import SIGN_NOTE, addressee_lines, issuer_header, last_day, place_of
from danvan_desktop.reports.owed import (
    RECORDED_HERE,
    DutyState,
    Owed,
    UnitOwes,
    coverage_words,
    missing_below,
    owed_in,
    standing_of,
)
from danvan_desktop.reports.wording import NOTHING, date_words, place_and_date, within_sentence

KIND = SUBMISSION.name
URGED, URGED_ONE = "submission-reminder", "submission-letter"
_MIDDLE = Align.CENTER
_SHEET_COLUMNS = (
    Column("TT", 10, _MIDDLE),
    Column("Đơn vị", 42),
    Column("Kỳ", 34, _MIDDLE),
    Column("Phải nộp", 16, _MIDDLE),
    Column("Đúng hạn", 16, _MIDDLE),
    Column("Chậm", 16, _MIDDLE),
    Column("Chưa nộp", 16, _MIDDLE),
    Column("Chưa đến hạn", 16, _MIDDLE),
    Column("Báo cáo chậm, chưa nộp", 76),
    Column("Số liệu của kỳ", 40, _MIDDLE),
)
_COUNTED = ColumnGroup("Số báo cáo", 3, 5)
_LATE_COLUMNS = (
    Column("TT", 10, _MIDDLE),
    Column("Đơn vị", 40),
    Column("Báo cáo", 56),
    Column("Kỳ", 30, _MIDDLE),
    Column("Hạn", 46, _MIDDLE),
    Column("Quá hạn (ngày)", 20, _MIDDLE),
)


def build_sheet(context: ReportContext) -> Document:
    """Build the sheet of what each unit owes that falls due in the period."""
    unit, period = context.store.unit, context.chosen_period()
    owed = owed_in(context.store, period, context.today)
    place_date = place_and_date(place_of(context, unit), context.today)
    header = replace(issuer_header(context, unit, "", place_date), number=None)
    return Document(
        info=DocumentInfo(f"Chế độ báo cáo – {unit.text('name')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="Bảng tổng hợp chế độ báo cáo",
        subject=f"Báo cáo có hạn trong {context.say(period.label())}, tính đến {date_words(context.today)}",
        blocks=(_sheet(context, owed), *_about_coverage(context, owed)),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        landscape=True,
    )


def submission_annex(context: ReportContext, label: str, note: str) -> tuple[Appendix, ...]:
    """Print how other units kept the duty to report in the period; nothing where none owed a report."""
    tree, period = context.store.tree, context.chosen_period()
    own = tree.standing_for(context.store.unit.uid)
    owed = [one for one in owed_in(context.store, period, context.today) if tree.standing_for(one.unit.uid) != own]
    title = f"Thực hiện chế độ báo cáo của các đơn vị {context.say(period.label())}"
    blocks = (_sheet(context, owed), *_about_coverage(context, owed))
    return (Appendix(label, title, blocks, note, landscape=True),) if owed else ()


def _sheet(context: ReportContext, owed: Sequence[UnitOwes]) -> Table:
    rows = tuple(_sheet_row(context, place, one) for place, one in enumerate(owed, 1))
    nothing: Row = (Cell((Run(NOTHING, italic=True),), span=len(_SHEET_COLUMNS), align=_MIDDLE),)
    return Table(_SHEET_COLUMNS, (*rows, _sums(context, owed)) if rows else (nothing,), (_COUNTED,))


def _about_coverage(context: ReportContext, owed: Sequence[UnitOwes]) -> Iterator[Block]:
    """Say what the last column tells, and of its words those that stand in it and are not plain."""
    if not owed:
        return
    told = "“Số liệu của kỳ”: số liệu đơn vị gửi về đã đủ đến hết kỳ báo cáo hay chưa"
    if any(one.coverage.state is CoverageState.RECORDED_HERE for one in owed):
        told += f"; “{context.say(RECORDED_HERE)}”: số liệu của đơn vị do cơ quan lập bảng theo dõi, tổng hợp"
    yield Paragraph(f"{told}.")


def _sheet_row(context: ReportContext, place: int, one: UnitOwes) -> Row:
    number = context.translator.number
    return (
        str(place),
        one.unit.text("name"),
        context.say(one.period.title),
        number(len(one.reports)),
        *(number(count) if (count := one.count(kept)) else "" for kept in DutyState),
        "\n".join(_troubled(context, report) for report in one.reports if report.days_late),
        context.say(coverage_words(one.coverage)),
    )


def _troubled(context: ReportContext, report: Owed) -> str:
    return f"{context.choice(report.record, 'report')}: {context.say(report.words).lower()}"


def _sums(context: ReportContext, owed: Sequence[UnitOwes]) -> Row:
    number = context.translator.number
    totals = [sum(len(one.reports) for one in owed), *(sum(one.count(kept) for one in owed) for kept in DutyState)]
    cells = (Cell((Run(number(total), bold=True),), align=_MIDDLE) for total in totals)
    return (Cell((Run("Cộng", bold=True),), span=3, align=_MIDDLE), *cells, "", "")


def build_reminder(context: ReportContext) -> Document:
    """Build the letter to the units that owe reports which fell due up to the end of the period."""
    return _letter(
        context, context.store.unit, URGED, missing_below(context.store, context.chosen_period(), context.today)
    )


def build_letter(context: ReportContext) -> Document:
    """Build the letter about one report that was not sent."""
    owed = standing_of(context.store, context.record(KIND), context.today)
    return _letter(context, context.store.unit, URGED_ONE, [owed])


def _letter(context: ReportContext, unit: Record, form: str, missing: Sequence[Owed]) -> Document:
    header = official_header(context, unit, form, "letter", "đôn đốc thực hiện chế độ báo cáo")
    names = sorted({context.store.title(one.record.text("from_unit")) for one in missing}, key=dictionary_key)
    return Document(
        info=DocumentInfo(f"Đôn đốc báo cáo – {unit.text('name')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="",
        blocks=(
            *addressee_lines(names),
            *_text(context, missing, header.issuer),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", filed(context))),
        appendices=_annex(context, missing, header, form) if len(missing) > 1 else (),
    )


def _text(context: ReportContext, missing: Sequence[Owed], issuer: str) -> Iterator[Block]:
    today, number = date_words(context.today), context.count
    if len(missing) == 1:
        yield Paragraph(f"Theo chế độ báo cáo, {within_sentence(_one_named(context, missing[0]))}.")
    else:
        yield Paragraph(
            f"Qua theo dõi việc thực hiện chế độ báo cáo, tính đến {today} còn {number(len(missing))} báo cáo quá hạn"
            " chưa gửi (danh sách kèm theo)."
        )
    units = {owed.record.text("from_unit") for owed in missing}
    whom = "đơn vị" if len(units) == 1 else "các đơn vị"
    unsent = "nếu chưa gửi được" if len(missing) == 1 else "báo cáo nào chưa gửi được"
    yield Paragraph(
        f"{issuer} đề nghị {whom} khẩn trương hoàn thành, gửi báo cáo trước {date_words(None)}; {unsent} thì nêu rõ"
        " lý do; thực hiện nghiêm chế độ báo cáo trong thời gian tới./."
    )


def _one_named(context: ReportContext, owed: Owed) -> str:
    record, unit = owed.record, context.store.title(owed.record.text("from_unit"))
    name = context.choice(record, "report")
    what = _report_of(within_sentence(name), context.say(Period.parse(record.text("period")).label()))
    day = last_day(context, due) if (due := record.date("due_on")) is not None else "ngày ……"
    if owed.days_late:
        late = context.count(owed.days_late)
        today = date_words(context.today)
        told = f"{unit} phải gửi {what}, hạn {day}"
        if owed.is_returned:
            return f"{told}; đã gửi nhưng bị trả lại, tính đến {today} quá hạn {late} ngày chưa gửi lại"
        return f"{told}; tính đến {today} đã quá hạn {late} ngày nhưng chưa gửi"
    return f"{unit} phải gửi {what}, hạn {day}"


def _report_of(name: str, period: str) -> str:
    """Name a report with its period: the quarter is not said twice of a report that is the quarter's by name."""
    before, _space, last = name.rpartition(" ")
    return f"{before} {period}" if period.startswith(f"{last} ") else f"{name} ({period})"


def _annex(context: ReportContext, missing: Sequence[Owed], header: Header, form: str) -> tuple[Appendix, ...]:
    note = annex_note(context, "Công văn", header, form)
    rows = tuple(_late_row(context, place, one) for place, one in enumerate(missing, 1))
    return (
        Appendix("Phụ lục", "Danh sách báo cáo quá hạn chưa gửi", (Table(_LATE_COLUMNS, rows),), note, landscape=True),
    )


def _late_row(context: ReportContext, place: int, owed: Owed) -> Row:
    record = owed.record
    term = SUBMISSION_TERM.term(record, context.store.terms)
    return (
        str(place),
        context.store.title(record.text("from_unit")),
        context.choice(record, "report"),
        context.say(Period.parse(record.text("period")).title),
        context.say(term.words) if term is not None else "",
        context.translator.number(owed.days_late),
    )


def _nobody_is_late(context: ReportContext) -> Message | None:
    if missing_below(context.store, context.chosen_period(), context.today):
        return None
    return _(
        "Không có đơn vị nào quá hạn chưa gửi báo cáo đến hết {period} nên không có gì để đôn đốc. Nếu cần, hãy chọn kỳ"
        " khác.",
        period=context.chosen_period().label(),
    )


def _is_sent_or_own(context: ReportContext) -> Message | None:
    record, store = context.record(KIND), context.store
    if not SUBMISSION_TERM.is_open(record, store):
        return _("Báo cáo này đã gửi nên không đôn đốc nữa. Hãy xem “Bảng theo dõi chế độ báo cáo” của kỳ.")
    if store.tree.standing_for(record.text("from_unit")) == store.tree.standing_for(store.unit.uid):
        return _("Báo cáo này do chính đơn vị nộp nên không có công văn đôn đốc. Hãy gửi báo cáo rồi bấm “Đã gửi”.")
    return None


FORMS = (
    ReportForm(
        code="submission-sheet",
        title=_("Bảng tổng hợp chế độ báo cáo"),
        description=_("Từng đơn vị, từng kỳ: nộp đúng hạn, chậm, chưa nộp; số liệu của kỳ đã có chưa"),
        purpose=Purpose.PLAN,
        kind=KIND,
        needs=Needs.PERIOD,
        file_stem="Tong-hop-che-do-bao-cao",
        build_of=build_sheet,
        issued_by=EITHER,
    ),
    ReportForm(
        code=URGED,
        title=_("Công văn đôn đốc báo cáo"),
        description=_("Đôn đốc các đơn vị quá hạn chưa gửi báo cáo, kèm danh sách"),
        purpose=Purpose.PLAN,
        kind=KIND,
        needs=Needs.PERIOD,
        file_stem="CV-don-doc-bao-cao",
        build_of=build_reminder,
        issued_by=EITHER,
        nothing_to_say=_nobody_is_late,
        document_type="letter",
    ),
    ReportForm(
        code=URGED_ONE,
        title=_("Công văn nhắc gửi báo cáo"),
        description=_("Nhắc một đơn vị gửi một báo cáo chưa gửi"),
        purpose=Purpose.PLAN,
        kind=KIND,
        file_stem="CV-nhac-bao-cao",
        build_of=build_letter,
        issued_by=EITHER,
        nothing_to_say=_is_sent_or_own,
        document_type="letter",
    ),
)
