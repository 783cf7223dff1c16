"""Papers of asking the people: the plan, the slip, the synthesis with what was taken up, the notice to the people.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 25 to 28. No rule read prescribes a form for them (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danvan_desktop.domain.kinds.consultation import WAYS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.consultations import PERIOD, ConsultationResult
from danvan_desktop.domain.text import fold, listed_lines
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.citing import citation_of
from danvan_desktop.reports.forms.communities import (
    commune_word,
    communities_of,
    council_of,
    front_of,
    named_within,
)
from danvan_desktop.reports.forms.official import (
    filed,
    official_header,
    official_signature,
    paper_day,
    undated_once_begun,
)
from danvan_desktop.reports.forms.parts import (
    SEAL_NOTE,
    SIGN_NOTE,
    commune_of,
    head_lines,
    place_of,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.wording import capitalised, date_words, place_and_date, topic

KIND, PART = "consultation", "consultation_tally"
PLAN, NOTICE = "consultation-plan", "consultation-notice"
_MIDDLE = Align.CENTER
_BOX = "□"


def build_plan(context: ReportContext) -> Document:
    """Build the plan of asking the people about a draft."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = undated_once_begun(
        context, official_header(context, unit, PLAN, "plan"), unit, PLAN, record.date("published_on")
    )
    subject = f"Lấy ý kiến Nhân dân về {topic(record.text('subject'))}"
    communities = communities_of(context.store, unit)
    return Document(
        info=DocumentInfo(f"Kế hoạch: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=subject,
        blocks=(
            *_basis(context, header.issuer),
            Heading("I. Nội dung, đối tượng"),
            Paragraph(
                f"1. Nội dung: {topic(record.text('subject'))}; cơ quan soạn thảo: {record.text('drafting_body')}."
            ),
            Paragraph(
                f"2. Đối tượng: Nhân dân các {communities} trên địa bàn {commune_word(unit)}{_asked(context, record)}."
            ),
            Heading("II. Hình thức, thời gian"),
            *(Paragraph(f"- {context.say(way.label)}.", indent=True) for way in WAYS if record.get(f"form_{way.code}")),
            Paragraph(
                f"Thời gian: từ {date_words(record.date('published_on'))} đến hết"
                f" {date_words(record.date('closes_on'))}."
            ),
            Heading("III. Tổ chức thực hiện"),
            Paragraph(f"1. {record.text('drafting_body')} công khai dự thảo, tổng hợp, tiếp thu, giải trình ý kiến."),
            Paragraph(f"2. Các {communities} tổ chức lấy ý kiến, gửi kết quả về Ủy ban nhân dân đúng thời gian."),
            Paragraph(f"3. Đề nghị {front_of(unit)} phối hợp tuyên truyền, vận động Nhân dân tham gia và giám sát./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=_recipients(context, unit),
    )


def _basis(context: ReportContext, issuer: str) -> Iterator[Block]:
    by_law = citation_of(context, PERIOD, paper_day(context, PLAN))
    basis = f"Căn cứ {by_law}, " if by_law else ""
    yield Paragraph(f"{basis}{issuer} xây dựng kế hoạch như sau:")


def _asked(context: ReportContext, record: Record) -> str:
    asked = record.get("people_asked")
    return f", khoảng {context.translator.number(asked)} người" if isinstance(asked, int) and asked else ""


def _recipients(context: ReportContext, unit: Record) -> Recipients:
    return Recipients(
        (
            council_of(unit),
            front_of(unit),
            f"Các {communities_of(context.store, unit)} (để thông báo cho Nhân dân)",
            filed(context),
        )
    )


def build_slip(context: ReportContext) -> Document:
    """Build the slip that households fill in."""
    record = context.record(KIND)
    unit = unit_of(context, record)
    header = unit_header(context, unit)
    return Document(
        info=DocumentInfo(
            f"Phiếu lấy ý kiến – {unit.text('name')}", header.issuer, context.today, record.text("subject")
        ),
        header=header,
        kind="Phiếu lấy ý kiến Nhân dân",
        subject=f"Về {topic(record.text('subject'))}",
        blocks=(
            FillLines("Họ và tên người đại diện hộ:", 1),
            FillLines("Địa chỉ:", 1),
            Paragraph("Sau khi nghiên cứu dự thảo, ý kiến của hộ gia đình (đánh dấu X vào một ô):"),
            *(Paragraph(f"{_BOX} {words}") for words in ("Đồng ý", "Không đồng ý", "Ý kiến khác")),
            FillLines("Ý kiến cụ thể, đề nghị sửa đổi, bổ sung:", 8),
            Paragraph(
                f"Phiếu gửi về {communities_of(context.store, unit)} hoặc {record.text('drafting_body')}, chậm nhất"
                f" {date_words(record.date('closes_on'))}."
            ),
        ),
        signatures=(Signature(("Người cho ý kiến",), SIGN_NOTE),),
    )


@dataclass(frozen=True)
class _Group:
    """Opinions of one kind: from where, what became of them, how many; 0 where a village summed up several kinds."""

    words: str
    opinions: int
    places: tuple[str, ...]
    answer: str

    @property
    def is_taken_up(self) -> bool:
        return fold(self.answer).startswith(("tiep thu", "dong y", "bo sung"))


def _groups(context: ReportContext, record: Record) -> list[_Group]:
    """Return the groups as the office wrote them, else as the villages did; answers stand in their order."""
    tallies = list(context.children(record, PART))
    words = _lines(record, "synthesis") or list(
        dict.fromkeys(one.text("summary") for one in tallies if one.text("summary"))
    )
    answers = _answers(record, len(words)) or [""] * len(words)
    groups = [_group(context, tallies, one, answer) for one, answer in zip(words, answers, strict=True)]
    return groups if _lines(record, "synthesis") else [*groups, *_not_told(context, tallies)]


def _not_told(context: ReportContext, tallies: Iterable[Record]) -> Iterator[_Group]:
    """Put together the opinions of which nobody noted what they say, or the table would not come to its sum."""
    silent = [one for one in tallies if one.number("opinions") and not one.text("summary")]
    if silent:
        places = tuple(dict.fromkeys(named_within(unit_of(context, one)) for one in silent))
        yield _Group("Ý kiến chưa phân nhóm", sum(one.number("opinions") for one in silent), places, "")


def _answers(record: Record, groups: int) -> list[str]:
    """Return an answer for each group, a line or a part of the one line; empty where they were answered together."""
    answers = _lines(record, "explanation")
    if len(answers) == 1:
        answers = [part.strip() for part in answers[0].split(";") if part.strip()]
    return [capitalised(one) for one in answers] if len(answers) == groups else []


def _group(context: ReportContext, tallies: list[Record], words: str, answer: str) -> _Group:
    of_it = [one for one in tallies if fold(words) in fold(one.text("summary"))]
    units = tuple(dict.fromkeys(named_within(unit_of(context, one)) for one in of_it))
    is_of_it_alone = all(fold(words) == fold(one.text("summary").rstrip(";. ")) for one in of_it)
    return _Group(words, sum(one.number("opinions") for one in of_it) if is_of_it_alone else 0, units, answer)


def _lines(record: Record, name: str) -> list[str]:
    return listed_lines(record.text(name))


def build_synthesis(context: ReportContext) -> Document:
    """Build the synthesis of opinions, with what was taken up and what was explained."""
    record = context.record(KIND)
    unit = unit_of(context, record)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    kind = "Bảng tổng hợp, tiếp thu, giải trình ý kiến Nhân dân"
    return Document(
        info=DocumentInfo(f"{kind} – {unit.text('name')}", header.issuer, context.today, record.text("subject")),
        header=header,
        kind=kind,
        subject=f"Về {topic(record.text('subject'))}",
        blocks=(
            Paragraph(_summary(context, record, header.issuer)),
            _table(context, record),
            *_all_in_all(context, record),
        ),
        signatures=(Signature(("Người tổng hợp",), SIGN_NOTE), Signature(head_lines(unit), SEAL_NOTE)),
        recipients=Recipients((council_of(unit), front_of(unit), filed(context))),
        landscape=True,
    )


def _summary(context: ReportContext, record: Record, issuer: str) -> str:
    number, tallied = context.count, ConsultationResult.of(context.children(record, PART))
    first, last = record.date("published_on"), record.date("closes_on")
    when = f"Từ {date_words(first)} đến {date_words(last)}, {issuer} đã lấy ý kiến Nhân dân"
    if last is not None and last > context.today:
        when = f"Từ {date_words(first)}, {issuer} lấy ý kiến Nhân dân đến hết {date_words(last)}; đến"
        when += f" {date_words(context.today)} đã lấy ý kiến"
    said = (
        f"{when} tại {number(tallied.places)} nơi:"
        f" {number(tallied.answered)}/{number(tallied.asked)} hộ trả lời, {number(tallied.opinions)} ý kiến"
    )
    if tallied.share is None:
        return f"{said}."
    parts = (("đồng ý", tallied.agree), ("không đồng ý", tallied.disagree), ("ý kiến khác", tallied.other))
    counts = [f"{words} {number(count)} hộ" for words, count in parts if count]
    return f"{said}; {', '.join(counts)} (đồng ý {context.translator.percent(tallied.share)})."


def _table(context: ReportContext, record: Record) -> Table:
    """Print the groups; numbers and answers have columns only where groups have their own, a sum only where all have.

    How many opinions there were at all stands above the table.
    """
    number, groups = context.translator.number, _groups(context, record)
    answered, counted = any(one.answer for one in groups), any(one.opinions for one in groups)
    columns = (
        Column("TT", 11, _MIDDLE),
        Column("Nhóm ý kiến", 62),
        *((Column("Số ý kiến", 18, _MIDDLE),) if counted else ()),
        Column("Nơi nêu", 56),
        *((Column("Tiếp thu", 55), Column("Giải trình", 55)) if answered else ()),
    )
    rows = [
        (
            str(place),
            one.words,
            *((number(one.opinions) if one.opinions else "–",) if counted else ()),
            capitalised(", ".join(one.places)),
            *(_answer_cells(one) if answered else ()),
        )
        for place, one in enumerate(groups, 1)
    ]
    if not groups or not all(one.opinions for one in groups):
        return Table(columns, tuple(rows), numbered=True)
    total = (
        Cell((Run("Cộng", bold=True),), span=2, align=_MIDDLE),
        Cell((Run(number(sum(one.opinions for one in groups)), bold=True),), align=_MIDDLE),
    )
    empty = ("",) * (len(columns) - 3)
    return Table(columns, (*rows, (*total, *empty)), numbered=True)


def _answer_cells(group: _Group) -> tuple[str, str]:
    return (group.answer, "") if group.is_taken_up else ("", group.answer)


def _all_in_all(context: ReportContext, record: Record) -> Iterator[Block]:
    """Say how many were taken up and explained, and how, where it was not written group by group."""
    yield from _counts(context, record)
    answers = _lines(record, "explanation")
    if answers and not any(one.answer for one in _groups(context, record)):
        yield Paragraph((Run("Tiếp thu, giải trình: ", bold=True), Run(" ".join(f"{one}." for one in answers))))


def build_notice(context: ReportContext) -> Document:
    """Build the notice to the people of what became of their opinions."""
    record = context.record(KIND)
    unit = commune_of(context, unit_of(context, record))
    header = official_header(context, unit, NOTICE, "notice")
    subject = f"Kết quả tiếp thu, giải trình ý kiến Nhân dân về {topic(record.text('subject'))}"
    return Document(
        info=DocumentInfo(f"Thông báo: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Thông báo",
        subject=subject,
        blocks=(
            Paragraph(_summary(context, record, header.issuer)),
            *_counts(context, record),
            Heading("Nội dung tiếp thu, giải trình"),
            *(Paragraph(f"- {line}.") for line in _lines(record, "explanation")),
            Paragraph(
                f"{header.issuer} thông báo để Nhân dân các {communities_of(context.store, unit)} biết, thực hiện và"
                " giám sát./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=_recipients(context, unit),
    )


def _counts(context: ReportContext, record: Record) -> Iterator[Block]:
    accepted, explained = record.get("accepted_count"), record.get("explained_count")
    said = [
        f"{words} {context.count(value)} ý kiến"
        for words, value in (("tiếp thu", accepted), ("giải trình", explained))
        if isinstance(value, int)
    ]
    if said:
        yield Paragraph(f"Ủy ban nhân dân đã {', '.join(said)} của Nhân dân.")


def _no_answers(context: ReportContext) -> Message | None:
    record = context.record(KIND)
    if any(True for _one in context.children(record, PART)) or record.text("synthesis"):
        return None
    return _("Chưa ghi kết quả lấy ý kiến. Hãy ghi ở phần “Kết quả từng nơi” hoặc mục “Tổng hợp ý kiến”.")


_not_explained = unless(
    lambda context: context.record(KIND).text("explanation"),
    _("Chưa ghi “Nội dung tiếp thu, giải trình”. Hãy ghi rồi in thông báo cho Nhân dân."),
)


FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch lấy ý kiến Nhân dân"),
        description=_("Dự thảo, hình thức, thời gian lấy ý kiến"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="KH-lay-y-kien",
        build_of=build_plan,
        document_type="plan",
    ),
    ReportForm(
        code="consultation-slip",
        wanted_in=frozenset({"open"}),
        title=_("Phiếu lấy ý kiến Nhân dân"),
        description=_("Phiếu để hộ gia đình ghi ý kiến về dự thảo"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="Phieu-y-kien-du-thao",
        build_of=build_slip,
    ),
    ReportForm(
        code="consultation-synthesis",
        wanted_in=frozenset({"closed"}),
        title=_("Bảng tổng hợp, tiếp thu, giải trình"),
        description=_("Các nhóm ý kiến, nơi nêu, nội dung tiếp thu, giải trình"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="TH-y-kien",
        build_of=build_synthesis,
        nothing_to_say=_no_answers,
    ),
    ReportForm(
        code=NOTICE,
        wanted_in=frozenset({"explained", "decided"}),
        title=_("Thông báo tiếp thu, giải trình"),
        description=_("Thông báo cho Nhân dân kết quả tiếp thu, giải trình ý kiến"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="TB-tiep-thu-giai-trinh",
        build_of=build_notice,
        nothing_to_say=_not_explained,
        document_type="notice",
    ),
)
