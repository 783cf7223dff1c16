"""Báo cáo tình hình Nhân dân: of a period, and at once of a single case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from danvan_desktop.domain.kinds.situation import COMPLICATED
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Document, DocumentInfo, Heading, Paragraph
from danvan_desktop.reports.form import PARTY_FIRST, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import named_within
from danvan_desktop.reports.forms.figure_annex import figure_annex
from danvan_desktop.reports.forms.official import official_header, official_signature
from danvan_desktop.reports.forms.parts import commune_of, named_petition, to_be_told, unit_of
from danvan_desktop.reports.forms.period_paper import period_paper, recipients
from danvan_desktop.reports.forms.report_parts import PeriodReport
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import capitalised, date_words, sentence, within_sentence

SITUATION_REPORT, URGENT_REPORT = "situation-report", "situation-urgent"
_PARTY_RECIPIENTS = ("Thường trực Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thường trực Đảng ủy")
_ARISING = {COMPLICATED: "xảy ra vụ việc phức tạp", "notable": "phát sinh vụ việc cần theo dõi"}
_OTHER_MATTER = "other"
_STATE_RECIPIENTS = ("Ủy ban nhân dân tỉnh", "Thường trực Đảng ủy")


def build(context: ReportContext) -> Document:
    """Build the report on the people's situation of the period asked for."""
    report = PeriodReport.of(context, SITUATION_REPORT)
    subject = f"Tình hình Nhân dân {report.title}"
    return period_paper(report, subject, _addressees(context), partial(figure_annex, report))


def build_urgent(context: ReportContext) -> Document:
    """Build the report on the case asked for, which does not wait for the quarter's."""
    entry = context.record("situation_entry")
    place = unit_of(context, entry)
    unit = commune_of(context, place)
    header = official_header(context, unit, URGENT_REPORT, "report")
    kind, subject = "Báo cáo đột xuất", f"Tình hình Nhân dân tại {named_within(place)}"
    return Document(
        info=DocumentInfo(f"{kind}: {subject}", header.issuer, context.today, subject),
        header=header,
        kind=kind,
        subject=subject,
        blocks=(
            *_case(context, entry, place),
            Paragraph(f"Trên đây là {kind} {within_sentence(subject)} của {header.issuer}./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=recipients(context, _addressees(context)),
    )


def _addressees(context: ReportContext) -> tuple[str, ...]:
    return _PARTY_RECIPIENTS if context.style is Style.PARTY else _STATE_RECIPIENTS


def _case(context: ReportContext, entry: Record, place: Record) -> Iterator[Block]:
    yield Heading("1. Thời gian, địa điểm, mức độ")
    yield Paragraph(_what_arose(context, entry, place))
    petition = named_petition(context, entry, place)
    if petition is not None:
        yield Paragraph(f"Liên quan kiến nghị số {petition.text('number')}: {sentence(petition.text('content'))}")
    titles = (
        ("content", "2. Nội dung, diễn biến"),
        ("handling", "3. Việc đã giải quyết"),
        ("forecast", "4. Dự báo"),
        ("proposal", "5. Đề xuất, kiến nghị"),
    )
    for field, title in titles:
        yield Heading(title)
        text = entry.text(field).rstrip()
        lines = sentence(text).splitlines() if text else []
        yield from (Paragraph(line) for line in lines if line.strip()) if lines else (to_be_told(""),)


def _what_arose(context: ReportContext, entry: Record, place: Record) -> str:
    """Say in a sentence when and where something arose, how grave it is, what about, and whom it concerns."""
    category = entry.text("category")
    about = f" về {within_sentence(context.choice(entry, 'category'))}" if category != _OTHER_MATTER else ""
    hot = ", điểm nóng" if _is_hot_spot(context, entry) else ""
    facts = [f"{_ARISING.get(entry.text('severity'), 'phát sinh vụ việc')}{hot}{about}"]
    if entry.get("people_count") is not None:
        facts.append(f"khoảng {context.translator.number(entry.number('people_count'))} người liên quan")
    if entry.text("group"):
        facts.append(f"chủ yếu là {within_sentence(context.choice(entry, 'group'))}")
    day = capitalised(date_words(entry.date("noted_on")))
    return f"{day}, tại {named_within(place)} {', '.join(facts)}."


def _is_hot_spot(context: ReportContext, entry: Record) -> bool:
    """Tell whether a file of a hot spot was opened for it: figures count these, so that only these are called so."""
    case = context.store.get(entry.text("case")) if entry.text("case") else None
    is_complicated = entry.text("severity") == COMPLICATED
    return is_complicated and case is not None and case.text("nature") == "hot_spot" and not case.secret


def _not_urgent(context: ReportContext) -> Message | None:
    """Only urgent news are reported by themselves; of secret ones a report would tell the place and nothing else."""
    entry = context.record("situation_entry")
    if entry.secret:
        return _(
            "Tin này gắn với hồ sơ được giữ bí mật: báo cáo gửi nhiều nơi sẽ làm lộ địa bàn, số đơn nên không in. Hãy"
            " báo cáo riêng bằng văn bản mật theo quy định."
        )
    if entry.get("urgent"):
        return None
    return _(
        "Tin này không đánh dấu “Báo cáo đột xuất” nên không có báo cáo riêng. Hãy đánh dấu nếu cần báo cáo ngay; nếu"
        " không, tin có trong “Báo cáo tình hình Nhân dân” của kỳ."
    )


FORMS = (
    ReportForm(
        code=SITUATION_REPORT,
        title=_("Báo cáo tình hình Nhân dân"),
        description=_("Tình hình Nhân dân trong kỳ: các tầng lớp, tôn giáo, dân tộc, kiến nghị, điểm nóng, dự báo"),
        purpose=Purpose.REPORT,
        kind="situation_entry",
        needs=Needs.PERIOD,
        file_stem="BC-tinh-hinh-Nhan-dan",
        build_of=build,
        issued_by=PARTY_FIRST,
        document_type="report",
        narrated=True,
        addressees=_addressees,
    ),
    ReportForm(
        code=URGENT_REPORT,
        title=_("Báo cáo đột xuất tình hình Nhân dân"),
        description=_("Báo cáo ngay một vụ việc phức tạp, không chờ báo cáo quý"),
        purpose=Purpose.REPORT,
        kind="situation_entry",
        file_stem="BC-dot-xuat",
        build_of=build_urgent,
        issued_by=PARTY_FIRST,
        nothing_to_say=_not_urgent,
        document_type="report",
    ),
)
