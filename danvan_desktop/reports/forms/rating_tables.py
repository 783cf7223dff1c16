"""Tables of ratings: of a year, over years, of people; those about people stay in the unit.

No rule read prescribes a form for them (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from danvan_desktop.domain.choices import RATING_RANKS
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.rating_schemes import BEST, OF_ALL, OF_DONE, scheme_of, standing_of
from danvan_desktop.domain.rules.ratings import (
    CADRE,
    MARK,
    OVER,
    RATING,
    rank_words,
    too_many_of_the_best,
)
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    DocumentInfo,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.even_figures import evened
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.parts import SIGN_NOTE, head_signature, place_of, unit_header
from danvan_desktop.reports.wording import place_and_date, sentence, within_sentence

INSIDE = "Chỉ dùng trong đơn vị, có dữ liệu cá nhân; không sao, không gửi ra ngoài đơn vị."
_MIDDLE = Align.CENTER
_YEARS = 5
"""Years that the comparison shows."""
_SUMMARY = (
    Column("TT", 11, _MIDDLE),
    Column("Được xếp loại", 56),
    Column("Điểm tự chấm", 20, _MIDDLE),
    Column("Mức tự chấm", 36),
    Column("Điểm thẩm định", 20, _MIDDLE),
    Column("Mức đề xuất theo điểm", 36),
    Column("Mức quyết định", 36),
    Column("Lý do, ghi chú", 40),
)


def points_of(context: ReportContext, record: Record | None, name: str) -> str:
    """Write the points of a field, nothing where there are none."""
    if record is None or record.get(name) is None:
        return ""
    return context.translator.number(record.decimal(name))


def rank_told(context: ReportContext, rating: Record, name: str) -> str:
    """Write a rank as the scheme of the rating calls it."""
    return _words_of(context, rating, rating.text(name))


def _words_of(context: ReportContext, rating: Record, code: str | None) -> str:
    words = rank_words(rating, code, context.store)
    return words if isinstance(words, str) else "" if words is None else context.say(words)


def by_rank(context: ReportContext, ratings: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    """Return the ratings by what their rank is called, the best first; schemes may call one rank differently."""
    found: dict[str, list[Record]] = {}
    for rank in RATING_RANKS:
        for one in ratings:
            if one.text("rank") == rank.code:
                found.setdefault(rank_told(context, one, "rank"), []).append(one)
    return list(found.items())


def build_summary(context: ReportContext) -> Document:
    """Build the table of all units rated for the year of the period, decided or still to be decided."""
    ratings = _of_year(context, RATING)
    year = context.chosen_period().first.year
    return _table_paper(context, f"Kết quả đánh giá, xếp loại công tác dân vận năm {year}", ratings, ())


def build_cadre_list(context: ReportContext) -> Document:
    """Build the table of all people rated for the newest year; it stays inside the unit."""
    ratings = _newest_people(context)
    title = f"Kết quả xếp loại cán bộ về công tác dân vận năm {ratings[0].text('year')}"
    return _table_paper(context, title, ratings, (Paragraph((Run(INSIDE, italic=True),)),))


def _table_paper(context: ReportContext, title: str, ratings: Sequence[Record], first: Sequence[Block]) -> Document:
    unit = context.store.unit
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    return Document(
        info=DocumentInfo(f"Bảng tổng hợp: {title}", header.issuer, context.today),
        header=header,
        kind="Bảng tổng hợp",
        subject=title,
        blocks=(
            *first,
            Paragraph(_counts(context, ratings)),
            ratings_table(context, ratings),
            *_too_many_of_the_best(context, ratings),
        ),
        signatures=(Signature(("Người tổng hợp",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def ratings_table(context: ReportContext, ratings: Sequence[Record], *, of_a_year: bool = True) -> Table:
    """Build the table of points and ranks, a rating a row, which says its year where the paper is not ``of_a_year``."""
    rows = (_summary_row(context, place, one, of_a_year) for place, one in enumerate(ratings, 1))
    return evened(Table(_SUMMARY, tuple(rows)))


def rating_annex(context: ReportContext, label: str, note: str) -> tuple[Appendix, ...]:
    """Print the ratings of units that were decided in the period, of whichever year; nothing where none was."""
    period, store = context.chosen_period(), context.store
    decided = in_order(
        one
        for one in store.list(RATING, between=("decided_on", period.first, period.last))
        if one.text("state") in OVER and store.tree.is_below(one.text("unit"), store.unit.uid)
    )
    if not decided:
        return ()
    title = f"Kết quả đánh giá, xếp loại công tác dân vận quyết định trong {context.say(period.label())}"
    blocks = (Paragraph(_counts(context, decided)), ratings_table(context, decided, of_a_year=False))
    return (Appendix(label, title, blocks, note, landscape=True),)


def _summary_row(context: ReportContext, place: int, rating: Record, of_a_year: bool) -> Row:
    out = bool(rating.get("ineligible"))
    return (
        str(place),
        f"{rating.text('target')}{_time_rated(context, rating, of_a_year)}",
        points_of(context, rating, "self_total"),
        rank_told(context, rating, "self_rank"),
        points_of(context, rating, "review_total"),
        _proposed(context, rating),
        "Không đủ điều kiện xếp loại" if out else rank_told(context, rating, "rank"),
        rating.text("ineligible_reason") if out else rating.text("reason"),
    )


def _proposed(context: ReportContext, rating: Record) -> str:
    """Name the rank that the points reach, with the points where no other column has them."""
    scheme = scheme_of(rating, context.store, context.store.law)
    standing = standing_of(rating, scheme, list(context.children(rating, MARK)), context.store)
    rank, total = _words_of(context, rating, standing.rank), standing.total
    shown = [rating.decimal(name) for name in ("self_total", "review_total") if rating.get(name) is not None]
    beside = [] if not rank or total is None or total in shown else [f"{context.translator.number(total)} điểm"]
    beside += [f"dưới mức tối thiểu: {'; '.join(standing.short)}"] if standing.short else []
    beside += map(context.say, standing.barred)
    return f"{rank} ({'; '.join(beside)})" if beside else rank


def _time_rated(context: ReportContext, rating: Record, of_a_year: bool) -> str:
    period = "" if rating.text("period") == "year" else within_sentence(context.choice(rating, "period"))
    year = "" if of_a_year else rating.text("year")
    if year and not period.endswith("năm"):
        year = f"năm {year}"  # “6 tháng đầu năm” says the word already
    told = " ".join(filter(None, (period, year)))
    return f" ({told})" if told else ""


def _counts(context: ReportContext, ratings: Sequence[Record]) -> str:
    """Say how many were rated, how many have which rank."""
    decided = [one for one in ratings if one.text("state") in OVER]
    told = [f"{within_sentence(words)}: {context.count(len(those))}" for words, those in by_rank(context, decided)]
    out = sum(bool(one.get("ineligible")) for one in decided)
    told += [f"không đủ điều kiện xếp loại: {context.count(out)}"] if out else []
    of = "người" if any(one.kind == CADRE for one in ratings) else "đơn vị"
    rated = len({one.text("target") for one in ratings})
    all_of_them, those_decided = context.count(len(ratings)), context.count(len(decided))
    words = f"Tổng số {all_of_them} {of}; đã quyết định {those_decided} {of}"
    if rated < len(ratings):
        words = (
            f"Tổng số {all_of_them} lượt xếp loại của {context.count(rated)} {of}; đã quyết định {those_decided} lượt"
        )
    return sentence(f"{words}, gồm {'; '.join(told)}" if told else words)


def _too_many_of_the_best(context: ReportContext, ratings: Sequence[Record]) -> Iterator[Block]:
    """Tell where more were rated best than the scheme allows of those right below: the table is read before signing."""
    number = context.translator.number
    for scheme, excellent, among in too_many_of_the_best(
        (one for one in ratings if one.text("state") in OVER), context.store
    ):
        sample = next(one for one in ratings if one.text("scheme") == scheme.uid)
        of = "người" if sample.kind == CADRE else "đơn vị"
        best, below, done = (within_sentence(_words_of(context, sample, code)) for code in (BEST, "good", "done"))
        of_whom = {OF_ALL: "được xếp loại", OF_DONE: f"từ {done} trở lên"}.get(scheme.text("share_of"))
        others = (
            f" trong {context.count(among)} {of} {of_whom}" if of_whom else f", {context.count(among)} {of} {below}"
        )
        yield Paragraph(
            f"Cần xem lại: {context.count(excellent)} {of} {best}{others}; quá tỷ lệ"
            f" {number(scheme.decimal('excellent_share'))}% theo thang xếp loại “{scheme.text('name')}”."
        )


def _of_year(context: ReportContext, kind: str) -> list[Record]:
    year, store = context.chosen_period().first.year, context.store
    return in_order(one for one in store.find(kind, year=year) if store.tree.is_below(one.text("unit"), store.unit.uid))


def in_order(ratings: Iterable[Record]) -> list[Record]:
    """Return ratings with those of whole years first, then by who was rated."""
    return sorted(
        ratings,
        key=lambda one: (one.text("period") != "year", one.text("period"), dictionary_key(one.text("target"))),
    )


def _newest_people(context: ReportContext) -> list[Record]:
    people = context.store.list(CADRE)
    newest = max((one.number("year") for one in people), default=0)
    return in_order(one for one in people if one.number("year") == newest)


def build_years(context: ReportContext) -> Document:
    """Build the comparison over years: which rank each unit had, and how it moved from the year before."""
    unit, last = context.store.unit, context.chosen_period().first.year
    years = range(last - _YEARS + 1, last + 1)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    title = f"Xếp loại công tác dân vận các năm {years[0]} – {last}"
    columns = (
        Column("TT", 11, _MIDDLE),
        Column("Đơn vị được xếp loại", 60),
        *(Column(f"Năm {year}", 30, _MIDDLE) for year in years),
        Column(f"So với năm {last - 1}", 26, _MIDDLE),
    )
    return Document(
        info=DocumentInfo(f"Bảng so sánh: {title}", header.issuer, context.today),
        header=header,
        kind="Bảng so sánh",
        subject=title,
        blocks=(Table(columns, tuple(_year_rows(context, years)), numbered=True),),
        signatures=(Signature(("Người lập bảng",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def _year_rows(context: ReportContext, years: range) -> Iterator[Row]:
    known = _ranked(context, years)
    for place, target in enumerate(sorted({name for name, _year in known}, key=dictionary_key), 1):
        of_target = [known.get((target, year)) for year in years]
        told = (_rank_words(context, one) for one in of_target)
        yield (str(place), target, *told, _moved(of_target[-2], of_target[-1]))


def _ranked(context: ReportContext, years: range) -> dict[tuple[str, int], Record]:
    """Return what was decided for whole years, by who was rated and the year."""
    store = context.store
    found = (one for year in years for one in store.find(RATING, year=year, period="year"))
    return {
        (one.text("target"), one.number("year")): one
        for one in found
        if one.text("state") in OVER and store.tree.is_below(one.text("unit"), store.unit.uid)
    }


def _rank_words(context: ReportContext, rating: Record | None) -> str:
    if rating is None:
        return "–"
    return "Không đủ điều kiện" if rating.get("ineligible") else rank_told(context, rating, "rank")


def _moved(before: Record | None, now: Record | None) -> str:
    places = {rank.code: place for place, rank in enumerate(RATING_RANKS)}
    if before is None or now is None or not {before.text("rank"), now.text("rank")} <= places.keys():
        return ""
    step = places[before.text("rank")] - places[now.text("rank")]
    return "Giữ nguyên" if step == 0 else "Tăng" if step > 0 else "Giảm"


def _nobody_rated(context: ReportContext) -> Message | None:
    if _of_year(context, RATING):
        return None
    return _(
        "Năm {year} chưa ghi xếp loại của đơn vị nào. Hãy ghi ở trang “Xếp loại”, hoặc chọn kỳ khác.",
        year=str(context.chosen_period().first.year),
    )


def _no_years(context: ReportContext) -> Message | None:
    last = context.chosen_period().first.year
    if _ranked(context, range(last - _YEARS + 1, last + 1)):
        return None
    return _(
        "Chưa có xếp loại cả năm nào được quyết định trong {count} năm đến {year}. Hãy ghi ở trang “Xếp loại”.",
        count=_YEARS,
        year=str(last),
    )


def _nobody_of_people(context: ReportContext) -> Message | None:
    return None if _newest_people(context) else _("Chưa ghi xếp loại của người nào. Hãy ghi ở trang “Xếp loại cán bộ”.")


FORMS = (
    ReportForm(
        code="rating-summary",
        title=_("Bảng tổng hợp xếp loại"),
        description=_("Điểm, mức tự chấm, mức đề xuất, mức quyết định của các đơn vị trong năm"),
        purpose=Purpose.PLAN,
        kind=RATING,
        needs=Needs.PERIOD,
        file_stem="Tong-hop-xep-loai",
        build_of=build_summary,
        nothing_to_say=_nobody_rated,
    ),
    ReportForm(
        code="rating-years",
        title=_("Bảng so sánh xếp loại các năm"),
        description=_("Mức xếp loại của từng đơn vị trong năm năm, tăng hay giảm"),
        purpose=Purpose.PLAN,
        kind=RATING,
        needs=Needs.PERIOD,
        file_stem="So-sanh-xep-loai",
        build_of=build_years,
        nothing_to_say=_no_years,
    ),
    ReportForm(
        code="cadre-rating-list",
        title=_("Bảng tổng hợp xếp loại cán bộ"),
        description=_("Người được xếp loại của năm mới nhất; chỉ dùng trong đơn vị"),
        purpose=Purpose.PLAN,
        kind="",
        needs=Needs.DAY,
        file_stem="Xep-loai-can-bo",
        build_of=build_cadre_list,
        nothing_to_say=_nobody_of_people,
    ),
)
