"""Rules of rating the work among the people: what the marks come to, who is rated once, what contradicts the points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from danvan_desktop.domain.choices import RATING_RANKS
from danvan_desktop.domain.decimals import kept
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.own_names import name_in
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.checks import sets_anew, was_there_first
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.rules.criteria import applied, most_of, within_the_most
from danvan_desktop.domain.rules.rating_schemes import (
    BEST,
    FAIR,
    LOWEST,
    OF_ALL,
    OF_DONE,
    POINTS_OF_TOTALS,
    THRESHOLDS,
    criteria_of,
    mean_of_periods,
    most_reached,
    scheme_of,
    standing_of,
    totals_of,
)
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _

RATING, CADRE, MARK, SCHEME = "rating", "cadre_rating", "rating_mark", "rating_scheme"
DECIDED, ANNOUNCED = "decided", "announced"
OVER = frozenset({DECIDED, ANNOUNCED})
_GROUP = ("unit", "year", "period", "subject_kind")
"""Those rated together, of whom only so many are the best."""
_OF_LAST_YEAR = 2
_TOTALS = tuple(total for _points_of, total in POINTS_OF_TOTALS)


def summed(total: str) -> Callable[[Record, FillContext], Value]:
    """Make the value of a total: the sum of the marks, or what was typed while nobody marked a criterion.

    Of a year that is the mean of its quarters, the mean of theirs.
    """

    def value(record: Record, context: FillContext) -> Value:
        marks = list(context.reader.find(MARK, subject=record.uid))
        found = totals_of(record, marks, context.reader).get(total)
        if found is not None:
            return kept(found)
        scheme = context.reader.get(record.text("scheme"))
        mean = (
            mean_of_periods(record, total, context.reader) if scheme is not None and scheme.get("of_periods") else None
        )
        return record.get(total) if mean is None else mean

    return value


def year_rated(record: Record, _context: FillContext) -> Value:
    """A year is rated towards its end; what is rated in the first two months is the year before."""
    day = record.date("self_on")
    return None if day is None else day.year - (day.month <= _OF_LAST_YEAR)


def name_of_officer(record: Record, context: FillContext) -> Value:
    """Who is rated is called as the officer is."""
    officer = context.reader.get(record.text("officer"))
    return None if officer is None else officer.get("full_name")


def rated_once(reference: str) -> Rule:
    """Make the rule that refuses a second rating of one target for one period."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        if not sets_anew(record, context, "year", "period", "target", reference, "unit", "subject_kind"):
            return
        same = {name: record.get(name) for name in ("unit", "year", "period", "subject_kind")}
        others = (one for one in context.reader.find(record.kind, **same) if one.uid != record.uid)
        if any(_is_same_target(one, record, reference) for one in others):
            yield Problem(
                "target",
                _("“{target}” đã có xếp loại của năm {year}.", target=record.text("target"), year=record.text("year")),
            )

    return check


def _is_same_target(one: Record, other: Record, reference: str) -> bool:
    if one.text(reference) and other.text(reference):
        return one.text(reference) == other.text(reference)
    return fold(one.text("target")) == fold(other.text("target"))


def totals_fit(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse more points than the set has, or than the scheme lets a round give."""
    scheme = scheme_of(record, context.reader, context.law)
    most = most_reached(record, list(context.reader.find(MARK, subject=record.uid)), context.reader)
    for name, cap in (("self_total", scheme.self_cap), ("review_total", scheme.review_cap), ("final_total", None)):
        points = record.decimal(name)
        reached = scheme.most_together(most) if name == "final_total" else most
        if most and points > reached:
            yield Problem(
                name,
                _(
                    "{field} là {points}, cao hơn tổng điểm của bộ tiêu chí ({most}).",
                    field=context.label(name),
                    points=points,
                    most=reached,
                ),
            )
        elif cap is not None and points > cap:
            yield Problem(
                name,
                _(
                    "{field} là {points}, cao hơn mức tối đa của thang xếp loại ({most}).",
                    field=context.label(name),
                    points=points,
                    most=cap,
                ),
            )


def totals_are_those_of_the_marks(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a total that the points do not come to, or to which some criteria of the set gave none yet."""
    marks = list(context.reader.find(MARK, subject=record.uid))
    criteria = {one.uid for one in applied(criteria_of(record, marks, context.reader), marks)}
    found = totals_of(record, marks, context.reader)
    for points, total in POINTS_OF_TOTALS:
        marked = [one for one in marks if one.get(points) is not None]
        if total in found and found[total] != record.decimal(total):
            words = _("Cộng điểm các tiêu chí là {points}: hãy đối chiếu.", points=found[total])
            yield Problem(total, words, Severity.WARNING)
        elif 0 < len(marked) < len(criteria):
            words = _("Mới chấm {marked}/{criteria} tiêu chí của bộ.", marked=len(marked), criteria=len(criteria))
            yield Problem(total, words, Severity.WARNING)


def set_comes_to_hundred(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a set whose criteria, with what a review adds to them, do not come to a hundred points."""
    scheme = scheme_of(record, context.reader, context.law)
    marks = list(context.reader.find(MARK, subject=record.uid))
    most = most_of(criteria_of(record, marks, context.reader))
    if most and not scheme.comes_to(most):
        words = _(
            "Tổng điểm tối đa của bộ tiêu chí là {most}, không phải {usual}: hãy xem lại.",
            most=most,
            usual=scheme.usual_sum,
        )
        yield Problem("set", words, Severity.WARNING)


def rank_is_decided(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a rank of what is not rated, a decision without a rank, a rank other than proposed without a reason."""
    rank, is_out = record.text("rank"), bool(record.get("ineligible"))
    if is_out and rank:
        yield Problem("rank", _("Không đủ điều kiện xếp loại thì không có mức xếp loại."))
    if is_out and not record.text("ineligible_reason"):
        yield Problem("ineligible_reason", _("Ghi lý do không đủ điều kiện xếp loại."))
    if record.date("decided_on") is not None and not rank and not is_out:
        yield Problem("rank", _("Đã ghi ngày quyết định thì phải ghi mức xếp loại, hoặc “Không đủ điều kiện”."))
    if not sets_anew(record, context, "rank", "reason", "ineligible", "scheme", "collective", *_TOTALS):
        return
    scheme = scheme_of(record, context.reader, context.law)
    if FAIR in (rank, record.text("self_rank"), record.text("review_rank")) and FAIR not in dict(scheme.rows):
        yield Problem("rank" if rank == FAIR else "scheme", _("Chỉ thang có mức khá mới xếp được mức này."))
    marks = list(context.reader.find(MARK, subject=record.uid))
    proposed = standing_of(record, scheme, marks, context.reader).rank
    if rank and not is_out and proposed not in (None, rank) and not record.text("reason"):
        yield Problem(
            "reason",
            _(
                "Mức đề xuất theo điểm là “{rank}”; quyết định mức khác thì phải ghi lý do.",
                rank=rank_words(record, proposed, context.reader) or "",
            ),
        )


def collective_is_of_its_period(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a head who is held against what those he leads came to at another time."""
    led = context.reader.get(record.text("collective"))
    if led is not None and any(led.get(name) != record.get(name) for name in ("year", "period")):
        words = _("Xếp loại của tập thể là của năm, kỳ khác: hãy chọn lại.")
        yield Problem("collective", words, Severity.WARNING)


def excellent_ones_fit_the_scheme(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse one of the best rank more than the scheme allows; warn of a share of those below that is too large.

    The share changes with every decision that is written, so it cannot be refused while they are.
    """
    scheme = context.reader.get(record.text("scheme"))
    if scheme is None or record.text("rank") != BEST or record.get("ineligible"):
        return
    if not sets_anew(record, context, "rank", "scheme", "ineligible", *_GROUP):
        return
    group = {name: record.get(name) for name in (*_GROUP, "scheme")}
    ranks = [one.text("rank") for one in context.reader.find(record.kind, **group) if one.uid != record.uid]
    excellent, among = ranks.count(BEST) + 1, _among(scheme, [*ranks, BEST])
    told = {"scheme": scheme.text("name"), "rank": rank_words(record, BEST, context.reader) or "", "n": excellent}
    if scheme.get("excellent_most") is not None and excellent > scheme.number("excellent_most"):
        words = _(
            "“{scheme}” cho nhiều nhất {most} mức “{rank}”, đây là mức thứ {n}.",
            most=scheme.number("excellent_most"),
            **told,
        )
        yield Problem("rank", words)
    elif _is_too_large(scheme, excellent, among):
        words = _(
            "“{scheme}”: số “{rank}” không quá {share}% {whom}; mới có {among} mà đây là mức thứ {n}.",
            share=scheme.decimal("excellent_share"),
            among=among,
            whom=whom_the_share_is_of(record, scheme, context.reader),
            **told,
        )
        yield Problem("rank", words, Severity.WARNING)


def whom_the_share_is_of(rating: Record, scheme: Record, reader: RecordFinder) -> Message:
    """Say of whom only a share may be the best."""
    if scheme.text("share_of") == OF_ALL:
        return _("số được xếp loại")
    if scheme.text("share_of") == OF_DONE:
        return _("số từ “{rank}” trở lên", rank=rank_words(rating, "done", reader) or "")
    return _("số “{rank}”", rank=rank_words(rating, "good", reader) or "")


def too_many_of_the_best(decided: Iterable[Record], reader: RecordFinder) -> Iterator[tuple[Record, int, int]]:
    """Yield each scheme whose share of the best one group exceeds, with how many are best and among how many.

    While decisions are written, this share can only be told of those that are known then.
    """
    groups: dict[tuple[Value, ...], list[Record]] = {}
    for one in decided:
        if one.get("scheme") is not None and not one.get("ineligible"):
            groups.setdefault(tuple(one.get(name) for name in (*_GROUP, "scheme")), []).append(one)
    for several in groups.values():
        scheme = reader.get(several[0].text("scheme"))
        ranks = [one.text("rank") for one in several]
        if scheme is not None and _is_too_large(scheme, ranks.count(BEST), _among(scheme, ranks)):
            yield scheme, ranks.count(BEST), _among(scheme, ranks)


def _among(scheme: Record, ranks: Sequence[str]) -> int:
    """Count those of whom a share may be the best."""
    if scheme.text("share_of") == OF_ALL:
        return sum(rank != "" for rank in ranks)
    if scheme.text("share_of") == OF_DONE:
        return sum(rank not in ("", LOWEST) for rank in ranks)
    return ranks.count("good")


def _is_too_large(scheme: Record, excellent: int, among: int) -> bool:
    return scheme.get("excellent_share") is not None and excellent * 100 > scheme.decimal("excellent_share") * among


def rank_label(code: str | None) -> Message | None:
    """Return what a rank is called."""
    return next((one.label for one in RATING_RANKS if one.code == code), None)


def rank_words(rating: Record, code: str | None, reader: RecordFinder) -> Message | str | None:
    """Return what a rank is called by the scheme of a rating, else what it is called everywhere; ``None`` for none.

    Provinces have names of their own: tốt, khá, trung bình, yếu; A, B, C.
    """
    scheme = reader.get(rating.text("scheme"))
    named = "" if scheme is None or not code else name_in(scheme, code)
    return named or rank_label(code)


def mark_fits_the_criterion(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse more points than the criterion has, and points for what does not apply."""
    criterion = context.reader.get(record.text("criterion"))
    for name, _total in POINTS_OF_TOTALS:
        if record.get("not_applied") and record.get(name) is not None:
            yield Problem(name, _("Tiêu chí không áp dụng thì không chấm điểm."))
            return
        if criterion is not None:
            yield from within_the_most(record, criterion, name)


def one_mark_of_a_criterion(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a criterion twice in one rating."""
    if not sets_anew(record, context, "subject", "criterion"):
        return
    same = context.reader.find(MARK, subject=record.get("subject"), criterion=record.get("criterion"))
    others = (one for one in same if one.uid != record.uid)
    if record.get("criterion") is not None and any(
        was_there_first(one, record, context, "subject", "criterion") for one in others
    ):
        yield Problem("criterion", _("Tiêu chí này đã có dòng điểm."))


def thresholds_fall(record: Record, _context: RuleContext) -> Iterator[Problem]:
    """Refuse a scheme whose better rank asks for fewer points than a lower one."""
    known = [(f"{code}_from", record.decimal(f"{code}_from")) for code in THRESHOLDS if record.get(f"{code}_from")]
    for (_better, above), (name, below) in pairwise(known):
        if below >= above:
            yield Problem(name, _("Mức thấp hơn phải có điểm thấp hơn mức trên ({points}).", points=above))


def reviewed_before_it_is_decided(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a decision on a self-rating that nobody reviewed; of the past often only the decision is known."""
    if record.get("decided_on") and record.get("self_on") and not record.get("review_on"):
        yield Problem(
            "review_on", _("Đã tự chấm và đã quyết định mà chưa ghi ngày thẩm định: hãy xem lại."), Severity.WARNING
        )


def rated_once_the_year_came(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a rating of a year that was still to come when it was written."""
    days = [day for name in ("self_on", "review_on", "decided_on") if (day := record.date(name)) is not None]
    if days and record.number("year") > min(days).year:
        words = _(
            "Xếp loại của năm {year} mà ghi ngày của năm {earlier}.",
            year=record.text("year"),
            earlier=str(min(days).year),
        )
        yield Problem("year", words, Severity.WARNING)
