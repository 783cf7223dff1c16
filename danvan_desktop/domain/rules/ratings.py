"""Rules of rating the work among the people: what the marks come to, which rank follows, what contradicts it.

Thresholds are those of Quy định 366-QĐ/TW, Điều 11 (``rating.rank.*`` of the legal data, which an office may replace)
unless the rating names a scheme of the office. The rank proposed is the first of the scheme that is reached; the final
one is set by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from danvan_desktop.domain.choices import RANKS
from danvan_desktop.domain.decimals import kept
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.own_names import name_in
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordFinder, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew, was_there_first
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.rules.criteria import most_of, most_with_bonus, sum_of
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _

RATING, CADRE, MARK, SCHEME = "rating", "cadre_rating", "rating_mark", "rating_scheme"
DECIDED, ANNOUNCED = "decided", "announced"
OVER = frozenset({DECIDED, ANNOUNCED})
BEST, LOWEST = "excellent", "failed"
_GROUP = ("unit", "year", "period", "subject_kind")
"""Those rated together, of whom only so many are the best."""
USUAL_SUM = Decimal(100)
_OF_LAST_YEAR = 2
_THRESHOLDS = ("excellent", "good", "done")
POINTS_OF_TOTALS = (("self_points", "self_total"), ("review_points", "review_total"), ("final_points", "final_total"))
_TOTALS = tuple(total for _points_of, total in POINTS_OF_TOTALS)


class Scheme(Struct, frozen=True):
    """How points become a rank: ``rows`` of rank and least points, the best first; what one round gives at the most.

    Where the rounds ``add_up`` the points of self-rating and review are parts of one sum; else the review replaces it.
    """

    rows: tuple[tuple[str, Decimal], ...]
    self_cap: Decimal | None = None
    review_cap: Decimal | None = None
    adds_up: bool = False

    def most_together(self, criteria: Decimal) -> Decimal:
        """Return the most points that a decision can come to: more than the ``criteria`` give where rounds add up."""
        if not self.adds_up:
            return criteria
        return criteria + (criteria if self.review_cap is None else self.review_cap)

    @property
    def usual_sum(self) -> Decimal:
        """What the criteria usually come to: the hundred, less what a review adds to it."""
        return USUAL_SUM - (self.review_cap or 0) if self.adds_up else USUAL_SUM

    def rank(self, points: Decimal) -> str:
        """Return the first rank that these points reach, the lowest where they reach none."""
        return next((code for code, least in self.rows if points >= least), LOWEST)


def scheme_of(rating: Record, reader: RecordReader, law: LegalRules) -> Scheme:
    """Return the scheme that a rating names, else the thresholds of the office's law."""
    named = reader.get(rating.text("scheme"))
    if named is None:
        rows = ((code, law[f"rating.rank.{code}"].value) for code in _THRESHOLDS)
        return Scheme(tuple((code, Decimal(value.numerator) / value.denominator) for code, value in rows if value))
    rows_named = ((code, _points(named, f"{code}_from")) for code in _THRESHOLDS)
    return Scheme(
        tuple((code, least) for code, least in rows_named if least is not None),
        _points(named, "self_cap"),
        _points(named, "review_cap"),
        bool(named.get("adds_up")),
    )


def _points(record: Record, name: str) -> Decimal | None:
    return None if record.get(name) is None else record.decimal(name)


def most_of_all(rating: Record, reader: RecordFinder) -> Decimal | None:
    """Return the most points that the scheme of a rating lets a total have, those beside the set too."""
    named = reader.get(rating.text("scheme"))
    return None if named is None else _points(named, "total_most")


def total_of(rating: Record, scheme: Scheme) -> Decimal | None:
    """Return the points that a rating is ranked by: as decided, else as reviewed, else as it rated itself."""
    final, own, reviewed = (_points(rating, name) for name in ("final_total", "self_total", "review_total"))
    if final is not None:
        return final
    if scheme.adds_up and own is not None:
        return own + (reviewed or 0)
    return own if reviewed is None else reviewed


def proposed_rank(rating: Record, scheme: Scheme) -> str | None:
    """Return the rank that the points reach; ``None`` without points, and of what is not rated."""
    total = None if rating.get("ineligible") else total_of(rating, scheme)
    return None if total is None else scheme.rank(total)


def criteria_of(rating: Record, marks: Iterable[Record], reader: RecordFinder) -> list[Record]:
    """Return the criteria of a rating in their order: of its set, of the issue that was marked, else of the newest."""
    named = rating.text("set")
    found = list(reader.find("criterion", set=named)) if named else []
    known = [one for one in (reader.get(mark.text("criterion")) for mark in marks) if one is not None]
    issues = [one.text("version") for one in known if one.text("set") == named] or [
        one.text("version") for one in found
    ]
    of_issue = [one for one in found if one.text("version") == max(issues)]
    uids = {one.uid for one in of_issue}
    of_issue += {one.uid: one for one in known if one.uid not in uids}.values()
    return sorted(of_issue, key=lambda one: (one.number("order"), one.text("name")))


def summed(points: str, total: str) -> Callable[[Record, FillContext], Value]:
    """Make the value of a total: the sum of the marks, or what was typed while nobody marked a criterion."""

    def value(record: Record, context: FillContext) -> Value:
        given = [one for one in context.reader.find(MARK, subject=record.uid) if one.get(points) is not None]
        most = most_of_all(record, context.reader)
        return kept(sum_of(given, points, context.reader, most)) if given else record.get(total)

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
    marks = list(context.reader.find(MARK, subject=record.uid))
    ceiling, most = most_of_all(record, context.reader), most_with_bonus(criteria_of(record, marks, context.reader))
    most = most if ceiling is None else min(most, ceiling)
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
    criteria = {one.uid for one in criteria_of(record, marks, context.reader)}
    for points, total in POINTS_OF_TOTALS:
        marked = [one for one in marks if one.get(points) is not None]
        together = sum_of(marked, points, context.reader, most_of_all(record, context.reader))
        if marked and together != record.decimal(total):
            words = _("Cộng điểm các tiêu chí là {points}: hãy đối chiếu.", points=together)
            yield Problem(total, words, Severity.WARNING)
        elif 0 < len(marked) < len(criteria):
            words = _("Mới chấm {marked}/{criteria} tiêu chí của bộ.", marked=len(marked), criteria=len(criteria))
            yield Problem(total, words, Severity.WARNING)


def set_comes_to_hundred(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a set whose criteria, with what a review adds to them, do not come to a hundred points."""
    usual = scheme_of(record, context.reader, context.law).usual_sum
    marks = list(context.reader.find(MARK, subject=record.uid))
    most = most_of(criteria_of(record, marks, context.reader))
    if most and most != usual:
        words = _(
            "Tổng điểm tối đa của bộ tiêu chí là {most}, không phải {usual}: hãy xem lại.", most=most, usual=usual
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
    if not sets_anew(record, context, "rank", "reason", "ineligible", "scheme", *_TOTALS):
        return
    proposed = proposed_rank(record, scheme_of(record, context.reader, context.law))
    if rank and not is_out and proposed not in (None, rank) and not record.text("reason"):
        yield Problem(
            "reason",
            _(
                "Mức đề xuất theo điểm là “{rank}”; quyết định mức khác thì phải ghi lý do.",
                rank=rank_words(record, proposed, context.reader) or "",
            ),
        )


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
    excellent, good = ranks.count(BEST) + 1, ranks.count("good")
    told = {"scheme": scheme.text("name"), "rank": rank_words(record, BEST, context.reader) or "", "n": excellent}
    if scheme.get("excellent_most") is not None and excellent > scheme.number("excellent_most"):
        words = _(
            "“{scheme}” cho nhiều nhất {most} mức “{rank}”, đây là mức thứ {n}.",
            most=scheme.number("excellent_most"),
            **told,
        )
        yield Problem("rank", words)
    elif _is_too_large(scheme, excellent, good):
        words = _(
            "“{scheme}”: số “{rank}” không quá {share}% số “{lower}”; mới có {good} “{lower}” mà đây là mức thứ {n}.",
            share=scheme.decimal("excellent_share"),
            good=good,
            lower=rank_words(record, "good", context.reader) or "",
            **told,
        )
        yield Problem("rank", words, Severity.WARNING)


def too_many_of_the_best(decided: Iterable[Record], reader: RecordFinder) -> Iterator[tuple[Record, int, int]]:
    """Yield each scheme whose share of the best the decisions of one group exceed, with how many are best and good.

    While decisions are written, this share can only be told of those that are known then.
    """
    groups: dict[tuple[Value, ...], list[Record]] = {}
    for one in decided:
        if one.get("scheme") is not None and not one.get("ineligible"):
            groups.setdefault(tuple(one.get(name) for name in (*_GROUP, "scheme")), []).append(one)
    for several in groups.values():
        scheme = reader.get(several[0].text("scheme"))
        ranks = [one.text("rank") for one in several]
        excellent, good = ranks.count(BEST), ranks.count("good")
        if scheme is not None and _is_too_large(scheme, excellent, good):
            yield scheme, excellent, good


def _is_too_large(scheme: Record, excellent: int, good: int) -> bool:
    return scheme.get("excellent_share") is not None and excellent * 100 > scheme.decimal("excellent_share") * good


def rank_label(code: str | None) -> Message | None:
    """Return what a rank is called."""
    return next((one.label for one in RANKS if one.code == code), None)


def rank_words(rating: Record, code: str | None, reader: RecordFinder) -> Message | str | None:
    """Return what a rank is called by the scheme of a rating, else what it is called everywhere; ``None`` for none.

    Provinces have names of their own: tốt, khá, trung bình, yếu; A, B, C.
    """
    scheme = reader.get(rating.text("scheme"))
    named = "" if scheme is None or not code else name_in(scheme, code)
    return named or rank_label(code)


def mark_fits_the_criterion(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse more points than the criterion has, and marks that give none."""
    criterion = context.reader.get(record.text("criterion"))
    names = ("self_points", "review_points", "final_points")
    for name in names:
        if criterion is not None and record.decimal(name) > criterion.decimal("maximum"):
            yield Problem(
                name,
                _(
                    "“{name}” được nhiều nhất {most} điểm, không thể {points} điểm.",
                    name=criterion.text("name"),
                    most=criterion.decimal("maximum"),
                    points=record.decimal(name),
                ),
            )


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
    known = [(f"{code}_from", record.decimal(f"{code}_from")) for code in _THRESHOLDS if record.get(f"{code}_from")]
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
