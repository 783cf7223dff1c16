"""Papers of ratings: the sheet by criteria, minutes, the notice of what was decided.

Quy định 366-QĐ/TW, Điều 11 has the ranks; no rule read prescribes a form for a commune (docs/sources.md). The sheet has
the columns of the sets of Quảng Nam and Quảng Bình, as far as these were read. Papers about people stay in the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.criteria import DEDUCTION, USUAL, applied, group_sum, most_of, weight_of
from danvan_desktop.domain.rules.rating_schemes import criteria_of, limits_of
from danvan_desktop.domain.rules.ratings import CADRE, MARK, OVER, RATING
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
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.even_figures import evened
from danvan_desktop.reports.form import PARTY_FIRST, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.official import (
    filed,
    minutes_signatures,
    official_header,
    official_signature,
    undated_minutes,
)
from danvan_desktop.reports.forms.organisers import dated
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.forms.rating_tables import INSIDE, by_rank, in_order, points_of, rank_told, ratings_table
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import (
    capitalised,
    date_words,
    place_and_date,
    quoted,
    sentence,
    topic,
    within_sentence,
)

MINUTES, NOTICE = "rating-minutes", "rating-notice"
_MIDDLE = Align.CENTER
_ROUNDS = ("self_points", "review_points")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Numbers of the groups of a set; a set with more has them in figures."""
_SHEET = (
    Column("TT", 11, _MIDDLE),
    Column("Tiêu chí", 62),
    Column("Điểm tối đa", 18, _MIDDLE),
    Column("Tự chấm", 18, _MIDDLE),
    Column("Thẩm định", 18, _MIDDLE),
    Column("Minh chứng", 43),
)


def build_sheet(context: ReportContext) -> Document:
    """Build the sheet on which a unit rates itself, empty where nobody marked yet."""
    return _sheet(context, context.record(RATING), ())


def build_cadre_sheet(context: ReportContext) -> Document:
    """Build the sheet on which somebody rates himself."""
    return _sheet(context, context.record(CADRE), (Paragraph((Run(INSIDE, italic=True),)),))


def _sheet(context: ReportContext, rating: Record, first: Sequence[Block]) -> Document:
    unit = commune_of(context, unit_of(context, rating))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), rating.date("self_on")))
    marks = {one.text("criterion"): one for one in context.children(rating, MARK)}
    criteria = criteria_of(rating, marks.values(), context.store)
    counted = applied(criteria, marks.values())
    title = f"Tự chấm điểm công tác dân vận {_when(context, rating)}"
    who = "Người" if rating.kind == CADRE else "Đơn vị"
    return Document(
        info=DocumentInfo(f"Phiếu: {title} – {rating.text('target')}", header.issuer, context.today),
        header=header,
        kind="Phiếu",
        subject=title,
        blocks=(
            *first,
            Paragraph((Run(f"{who} được xếp loại: "), Run(rating.text("target"), bold=True))),
            _criteria(rating.text("set")),
            evened(Table(_SHEET, (*_sheet_rows(context, criteria, marks), _sheet_sum(context, rating, counted)))),
            *_how_counted(context, rating, counted),
            *_without_marks(context, rating, marks),
            Paragraph(f"Mức tự chấm: {_or_dots(rank_told(context, rating, 'self_rank'))}"),
            Paragraph(f"Mức thẩm định: {_or_dots(rank_told(context, rating, 'review_rank'))}"),
        ),
        signatures=(Signature(("Người tự chấm",), SIGN_NOTE), Signature(("Người thẩm định",), SIGN_NOTE)),
    )


def _how_counted(context: ReportContext, rating: Record, criteria: Sequence[Record]) -> Iterator[Block]:
    """Tell what the scheme makes of the points, so that whoever was rated can count again."""
    limits, number = limits_of(rating, context.store), context.translator.number
    told = []
    if limits.scale is not None:
        most = number(most_of(criteria))
        told.append(f"điểm đạt quy đổi từ {most} điểm tối đa của các tiêu chí áp dụng về thang {number(limits.scale)}")
    if limits.bonus is not None:
        told.append(f"điểm thưởng không quá {number(limits.bonus)}")
    if limits.deduction is not None:
        told.append(f"điểm trừ không quá {number(limits.deduction)}")
    if limits.total is not None:
        told.append(f"tổng điểm không quá {number(limits.total)}")
    if told:
        yield Paragraph((Run(f"{capitalised('; '.join(told))}.", italic=True),))


def _without_marks(context: ReportContext, rating: Record, marks: Mapping[str, Record]) -> Iterator[Block]:
    """Say why the lines above a total are empty: points stay where they were given, totals go to the level above."""
    if not marks and any(points_of(context, rating, name) for name in _TOTALS):
        yield Paragraph((Run("Sổ này chỉ có tổng điểm, không có điểm từng tiêu chí.", italic=True),))


def _criteria(name: str) -> Paragraph:
    return Paragraph(sentence(name if name.lower().startswith("bộ tiêu chí") else f"Bộ tiêu chí: {name}"))


def _or_dots(words: str) -> str:
    return f"{words}." if words else "………………………………"


def _when(context: ReportContext, rating: Record) -> str:
    period = rating.text("period")
    before = "" if period == "year" else f"{within_sentence(context.choice(rating, 'period'))} "
    if period.startswith("half"):
        return f"{before}{rating.text('year')}"
    return f"{before}năm {rating.text('year')}"


def _sheet_rows(context: ReportContext, criteria: Sequence[Record], marks: dict[str, Record]) -> Iterator[Row]:
    heads = 0
    for place, one in enumerate(criteria, 1):
        group = one.text("group")
        if group and (place == 1 or criteria[place - 2].text("group") != group):
            heads += 1
            yield _group_row(context, heads, [other for other in criteria if other.text("group") == group], marks)
        mark = marks.get(one.uid)
        given = tuple(_signed(context, one, mark, name) for name in _ROUNDS)
        evidence = _beside(mark)
        yield (str(place), _named(context, one), context.translator.number(one.decimal("maximum")), *given, evidence)


def _beside(mark: Record | None) -> str:
    if mark is None:
        return ""
    return "\n".join(filter(None, ("Không áp dụng" if mark.get("not_applied") else "", mark.text("evidence"))))


def _group_row(context: ReportContext, place: int, group: Sequence[Record], marks: dict[str, Record]) -> Row:
    """Head the criteria of a group with what they come to together."""
    number, given = context.translator.number, [marks[one.uid] for one in group if one.uid in marks]
    most = most_of(applied(group, given))
    sums = (
        number(group_sum(given, name, context.store)).replace("-", "\u2212")
        if any(one.get(name) is not None for one in given)
        else ""
        for name in _ROUNDS
    )
    told = (
        _ROMAN[place - 1] if place <= len(_ROMAN) else str(place),
        group[0].text("group"),
        number(most) if most else "",
        *sums,
    )
    return (*(_bold(one) for one in told), "")


def _named(context: ReportContext, criterion: Record) -> str:
    """Name a criterion, and how its points count where not as such, unless its name says so."""
    how = "" if criterion.text("counts_as") in ("", USUAL) else context.choice(criterion, "counts_as").lower()
    number, weight = context.translator.number, weight_of(criterion)
    told = [how] if how and how not in criterion.text("name").lower() else []
    told += [f"hệ số {number(weight)}"] if weight != 1 else []
    told += [f"tối thiểu {number(criterion.decimal('least'))}"] if criterion.get("least") is not None else []
    return f"{criterion.text('name')} ({'; '.join(told)})" if told else criterion.text("name")


def _signed(context: ReportContext, criterion: Record, mark: Record | None, name: str) -> str:
    points = points_of(context, mark, name)
    return f"\u2212{points}" if points and criterion.text("counts_as") == DEDUCTION else points


def _sheet_sum(context: ReportContext, rating: Record, criteria: Iterable[Record]) -> Row:
    most = most_of(criteria)
    sums = (context.translator.number(most) if most else "", *(points_of(context, rating, n) for n in _TOTALS))
    return ("", _bold("Tổng điểm"), *(_bold(one) for one in sums), "")


_TOTALS = ("self_total", "review_total")


def _bold(words: str) -> Cell:
    return Cell((Run(words, bold=True),))


def build_minutes(context: ReportContext) -> Document:
    """Build the minutes of the meeting that reviews all ratings of the same period."""
    rating = context.record(RATING)
    unit = commune_of(context, unit_of(context, rating))
    day = rating.date("decided_on") or rating.date("review_on")
    header = undated_minutes(official_header(context, unit, MINUTES, "minutes"))
    subject = f"Họp xét, đánh giá, xếp loại công tác dân vận {_when(context, rating)}"
    together = _together(context, rating)
    return Document(
        info=DocumentInfo(f"Biên bản: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Biên bản",
        subject=subject,
        blocks=(
            FillLines(f"Thời gian: {date_words(day)}; địa điểm:", 1),
            FillLines("Chủ trì:", 1),
            FillLines("Người ghi biên bản:" if context.style is Style.PARTY else "Thư ký:", 1),
            FillLines("Thành phần dự họp:", 2),
            Heading("I. Kết quả tự chấm, thẩm định"),
            ratings_table(context, together),
            *_conditions(context, together),
            Heading("II. Ý kiến thảo luận"),
            FillLines("", 4),
            Heading("III. Kết quả biểu quyết, kết luận"),
            Paragraph(
                f"Số người có quyền biểu quyết: {_TO_FILL}; số phiếu phát ra: {_TO_FILL}; số phiếu thu về: {_TO_FILL};"
                f" số phiếu hợp lệ: {_TO_FILL}."
            ),
            *(_vote_line(context, one) for one in together),
            Paragraph("Biên bản được lập thành 02 bản, đọc cho những người có mặt cùng nghe, thống nhất và ký tên./."),
        ),
        signatures=minutes_signatures(context.style),
        recipients=Recipients((filed(context, "hồ sơ"),)),
        landscape=True,
    )


def _together(context: ReportContext, rating: Record) -> list[Record]:
    same = {name: rating.get(name) for name in ("unit", "year", "period")}
    return in_order(context.store.find(RATING, **same))


def _conditions(context: ReportContext, ratings: Iterable[Record]) -> Iterator[Block]:
    """Write the conditions of the schemes, which those who meet hold the units against."""
    named = dict.fromkeys(one.text("scheme") for one in ratings if one.text("scheme"))
    for scheme in (one for one in (context.store.get(uid) for uid in named) if one is not None):
        if scheme.text("conditions"):
            yield Paragraph(f"Điều kiện theo {quoted(scheme.text('name'))}: {sentence(scheme.text('conditions'))}")


def _vote_line(context: ReportContext, rating: Record) -> Block:
    """Say which rank was decided, with room for the votes: they were counted where the minutes were written."""
    decided = rating.text("state") in OVER
    if decided and rating.get("ineligible"):
        return Paragraph(
            f"- {rating.text('target')}: không đủ điều kiện xếp loại; {_within(rating, 'ineligible_reason')}."
        )
    if not decided:
        return Paragraph(f"- {rating.text('target')}: mức xếp loại {_TO_FILL}{_TO_FILL}{_TO_FILL}; {_AGREED}.")
    reason = f" ({_within(rating, 'reason')})" if rating.text("reason") else ""
    rank = within_sentence(rank_told(context, rating, "rank"))
    return Paragraph(f"- {rating.text('target')}: {rank}{reason}; {_AGREED}.")


_TO_FILL = "………"
_AGREED = f"số phiếu đồng ý: {_TO_FILL}, không đồng ý: {_TO_FILL}"


def _within(rating: Record, name: str) -> str:
    return topic(rating.text(name).rstrip(" .;"))


def build_notice(context: ReportContext) -> Document:
    """Build the notice of the ranks that were decided with a rating: of the same period, by the same decision."""
    rating = context.record(RATING)
    unit = commune_of(context, unit_of(context, rating))
    header = official_header(context, unit, NOTICE, "notice")
    header = dated(context, unit, header, NOTICE, rating.date("announced_on"))
    subject = f"Kết quả đánh giá, xếp loại công tác dân vận {_when(context, rating)}"
    together = [
        one for one in _together(context, rating) if one.get("decision_number") == rating.get("decision_number")
    ]
    decided = [one for one in together if one.text("state") in OVER]
    return Document(
        info=DocumentInfo(f"Thông báo: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Thông báo",
        subject=subject,
        blocks=(
            Paragraph(f"{_basis(rating)}{header.issuer} thông báo kết quả như sau:"),
            *_by_rank(context, decided),
            Paragraph(f"{header.issuer} thông báo để {'các ' if len(decided) > 1 else ''}đơn vị biết, thực hiện./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients((*(one.text("target") for one in decided[:_MOST_NAMED]), filed(context))),
    )


_MOST_NAMED = 6
"""Units that are named one by one among who gets the notice."""


def _basis(rating: Record) -> str:
    number = rating.text("decision_number")
    when = date_words(rating.date("decided_on"))
    return f"Căn cứ Quyết định số {number} {when}, " if number else f"Căn cứ kết quả xét, quyết định {when}, "


def _by_rank(context: ReportContext, ratings: Sequence[Record]) -> Iterator[Block]:
    groups = by_rank(context, ratings)
    groups.append(("Không đủ điều kiện xếp loại", [one for one in ratings if one.get("ineligible")]))
    for place, (words, found) in enumerate(((words, found) for words, found in groups if found), 1):
        yield Paragraph((Run(f"{place}. {capitalised(words)} ({context.count(len(found))} đơn vị):", bold=True),))
        for one in found:
            reason = _within(one, "ineligible_reason") if one.get("ineligible") else ""
            end = "." if one is found[-1] else ";"
            yield Paragraph(f"- {one.text('target')}{f': {reason}' if reason else ''}{end}")


def _no_criteria(context: ReportContext) -> Message | None:
    rating = context.store.get(context.uid)
    if rating is None or criteria_of(rating, context.children(rating, MARK), context.store):
        return None
    return _("Bộ tiêu chí “{name}” chưa có tiêu chí nào. Hãy ghi ở “Tiêu chí chấm điểm”.", name=rating.text("set"))


_not_decided = unless(
    lambda context: context.record(RATING).text("state") in OVER,
    _("Chưa ghi ngày quyết định nên chưa thông báo. Hãy ghi mức xếp loại, ngày quyết định rồi in thông báo."),
)


FORMS = (
    ReportForm(
        code="rating-sheet",
        title=_("Phiếu tự chấm điểm công tác dân vận"),
        description=_("Từng tiêu chí: điểm tối đa, tự chấm, thẩm định, minh chứng"),
        purpose=Purpose.PLAN,
        kind=RATING,
        file_stem="Phieu-tu-cham",
        build_of=build_sheet,
        nothing_to_say=_no_criteria,
    ),
    ReportForm(
        code=MINUTES,
        wanted_in=frozenset({"reviewed"}),
        title=_("Biên bản họp xét, xếp loại"),
        description=_("Bảng điểm của các đơn vị cùng kỳ, chỗ ghi ý kiến, kết quả biểu quyết"),
        purpose=Purpose.PLAN,
        kind=RATING,
        file_stem="BB-xep-loai",
        build_of=build_minutes,
        issued_by=PARTY_FIRST,
        document_type="minutes",
    ),
    ReportForm(
        code=NOTICE,
        wanted_in=frozenset({"decided", "announced"}),
        title=_("Thông báo kết quả xếp loại"),
        description=_("Các đơn vị theo từng mức đã quyết định"),
        purpose=Purpose.PLAN,
        kind=RATING,
        file_stem="TB-xep-loai",
        build_of=build_notice,
        issued_by=PARTY_FIRST,
        document_type="notice",
        nothing_to_say=_not_decided,
    ),
    ReportForm(
        code="cadre-rating-sheet",
        title=_("Phiếu tự chấm điểm của cán bộ"),
        description=_("Từng tiêu chí: điểm tối đa, tự chấm, thẩm định, minh chứng; chỉ dùng trong đơn vị"),
        purpose=Purpose.PLAN,
        kind=CADRE,
        file_stem="Phieu-tu-cham-can-bo",
        build_of=build_cadre_sheet,
        nothing_to_say=_no_criteria,
    ),
)
