"""Rules of works that the people pay for or build: agreed before they are begun, settled before the people's eyes.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 15, 21 (who decides), Điều 11, khoản 5 (what is made public).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from danvan_desktop.domain.deadlines import Deadline, Parts
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, is_closed, result_of
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT, Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import _

HOUSEHOLD, BUDGET = "household", "budget"
AMOUNTS = ("money", "land", "days", "material_value")
_BEGUN = frozenset({"building", "done", "settled"})
_PART = "contribution"
_GIVEN = "đóng góp "


def account_title(work: str) -> str:
    """Name the account of a work that is called ``work`` within a sentence."""
    return f"Thu, chi khoản đóng góp: {work.removeprefix(_GIVEN)}"


def is_agreed(decision: Record, reader: RecordReader, law: LegalRules) -> bool:
    """Tell whether the people agreed: a village by its own vote, a commune by the votes of its villages."""
    if decision.kind == "commune_vote":
        return result_of(decision, reader, law).verdict is CommuneVerdict.PASSED
    meeting = reader.get(decision.text("meeting"))
    if meeting is None:
        return False
    verdict = outcome_of(Vote.of(decision, meeting, reader), law).verdict
    if verdict is not Verdict.VILLAGE_AGREES:
        return verdict is Verdict.PASSED
    matter = reader.get(decision.text("commune_vote"))
    return matter is not None and is_agreed(matter, reader, law)


def day_of_decision(decision: Record, reader: RecordReader) -> dt.date | None:
    """Return the day on which the people decided: of ballots that went round, that on which they were counted.

    Of the whole commune it is that on which the last village could decide.
    """
    if decision.kind == "commune_vote":
        return decision.date("effective_on") or decision.date("closes_on")
    meeting = reader.get(decision.text("meeting"))
    if meeting is None:
        return None
    counted = meeting.date("ballots_counted_on") if decision.text("method") == HOUSEHOLD_BALLOT else None
    return counted or meeting.date("starts_at")


def agreed_with_decision(record: Record, context: FillContext) -> Value:
    """A work is agreed on the day of the decision that it rests on, if that was passed."""
    decision = context.reader.get(record.text("decision"))
    if decision is None or not is_agreed(decision, context.reader, context.terms.law):
        return None
    if decision.kind == "commune_vote" and not is_closed(decision, context.today):
        return context.today.isoformat()
    day = day_of_decision(decision, context.reader)
    return None if day is None else min(day, context.today).isoformat()


def unit_of_decision(record: Record, context: FillContext) -> Value:
    """A work is of the unit whose people decided on it."""
    decision = context.reader.get(record.text("decision"))
    if decision is None:
        return None
    if decision.kind == "commune_vote":
        return decision.get("unit")
    meeting = context.reader.get(decision.text("meeting"))
    return None if meeting is None else meeting.get("unit")


def people_agreed_first(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse to begin what takes the people's money or work before they agreed (Điều 15, 21)."""
    asks_the_people = any(record.number(name) > 0 for name in ("people_money", "days_planned"))
    if not asks_the_people or record.text("state") not in _BEGUN:
        return
    if not sets_anew(record, context, "state", "decision", "people_money", "days_planned"):
        return
    decision = context.reader.get(record.text("decision"))
    if decision is None:
        yield Problem(
            "decision",
            _("Có phần Nhân dân đóng góp: hãy chọn nội dung biểu quyết đã được thông qua trước khi làm."),
        )
    elif not is_agreed(decision, context.reader, context.law):
        yield Problem(
            "decision",
            _("Nội dung biểu quyết này chưa được thông qua nên chưa được huy động đóng góp, chưa được làm."),
        )


def decided_by_its_own_people(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A village's work rests on what that village decided, not another (Điều 15)."""
    if record.text("scope") != "village" or not sets_anew(record, context, "decision", "unit", "scope"):
        return
    decision, unit = context.reader.get(record.text("decision")), context.reader.get(record.text("unit"))
    meeting = None if decision is None else context.reader.get(decision.text("meeting"))
    if meeting is None or unit is None or unit.text("kind") not in VILLAGE_KINDS:
        return
    if meeting.text("unit") != unit.uid:
        yield Problem("decision", _("Nội dung biểu quyết này của thôn, tổ dân phố khác."))


def within_what_was_agreed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when the households gave more money than the people agreed to give."""
    planned = record.get("people_money")
    given = ContributionTotals.of(context.reader.children(record.uid, _PART)).household_money
    if isinstance(planned, int) and given > planned:
        yield Problem(
            "people_money",
            _(
                "Các hộ đã đóng góp {given} đồng, nhiều hơn mức thống nhất ({planned} đồng).",
                given=given,
                planned=planned,
            ),
            Severity.WARNING,
        )


def not_begun_in_future(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is being built was begun."""
    begins = record.date("starts_on")
    if record.text("state") in _BEGUN and begins is not None and begins > context.today:
        yield Problem("starts_on", _("Ngày khởi công {day} chưa tới.", day=begins))


def something_is_given(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A contribution has at least one amount."""
    if not any(record.number(name) > 0 for name in AMOUNTS):
        yield Problem("money", _("Hãy ghi ít nhất một mức đóng góp: tiền, đất, ngày công hoặc hiện vật quy tiền."))


def household_of_the_unit(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A household gives for its own village, in a work of that village or of the whole commune."""
    household, work = context.reader.get(record.text("household")), context.reader.get(record.text("work"))
    if not sets_anew(record, context, "household", "unit", "work"):
        return
    if household is not None and household.get("unit") != record.get("unit"):
        yield Problem("household", _("Hộ này thuộc thôn, tổ dân phố khác."))
    elif work is not None and work.text("scope") == "village" and _is_of_another_village(record, work, context):
        yield Problem("unit", _("Công trình này của thôn, tổ dân phố khác."))


def _is_of_another_village(record: Record, work: Record, context: RuleContext) -> bool:
    unit = context.reader.get(work.text("unit"))
    is_village = unit is not None and unit.text("kind") in VILLAGE_KINDS
    return record.text("donor_kind") == HOUSEHOLD and is_village and record.get("unit") != work.get("unit")


def unit_of_giver(record: Record, context: FillContext) -> Value:
    """A household gives for its village; what a village notes is given by its people; others give where the work is."""
    household, own = context.reader.get(record.text("household")), context.reader.get(context.own_unit)
    if household is not None:
        return household.get("unit")
    if own is not None and own.text("kind") in VILLAGE_KINDS:
        return own.uid
    work = context.reader.get(record.text("work"))
    return None if work is None else work.get("unit")


def in_work(record: Record, _parts: Parts) -> bool:
    """Tell whether a work is to be finished: what is still talked about is not."""
    return record.text("state") in ("agreed", "building")


DEADLINES = (
    Deadline(
        name="work.done",
        work=_("Hoàn thành công trình"),
        undone=_("Chưa hoàn thành"),
        start="starts_on",
        due="ends_on",
        done="done_on",
        asked=in_work,
        step=_("Ghi hoàn thành"),
    ),
)


class ContributionTotals(Struct, frozen=True):
    """What was given to a work: đồng, m², days of work; ``household_money`` is what households gave in money."""

    rows: int
    households: int
    money: int
    household_money: int
    budget_money: int
    land: int
    days: int
    material_value: int

    @classmethod
    def of(cls, contributions: Iterable[Record]) -> ContributionTotals:
        """Add up contributions: the people's, and beside them what the budget gave."""
        rows = list(contributions)
        people = [row for row in rows if row.text("donor_kind") != BUDGET]
        of_households = [row for row in people if row.text("donor_kind") == HOUSEHOLD]
        return cls(
            rows=len(rows),
            households=len({row.text("household") for row in people if row.text("household")}),
            money=_total(people, "money"),
            household_money=_total(of_households, "money"),
            budget_money=_total([row for row in rows if row.text("donor_kind") == BUDGET], "money"),
            land=_total(people, "land"),
            days=_total(people, "days"),
            material_value=_total(people, "material_value"),
        )


def _total(rows: Iterable[Record], name: str) -> int:
    return sum(row.number(name) for row in rows)
