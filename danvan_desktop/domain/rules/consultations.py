"""Rules of asking the people: for how long, what the villages' answers come to, and what must come before a decision.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 25 to 28: the rule ``consultation.period`` of the legal data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

PERIOD = "consultation.period"
_ASKED_ONLY = "consultation"


def asked_long_enough(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a shorter time than the law gives the people, unless the note names the law that sets another."""
    opens, closes = record.date("published_on"), record.date("closes_on")
    if opens is None or closes is None or closes < opens or record.text("note"):
        return
    if not sets_anew(record, context, "published_on", "closes_on", "note"):
        return
    least = context.terms.last_day(PERIOD, opens)
    rule = context.terms.rule(PERIOD, opens)
    if least is not None and rule is not None and closes < least:
        yield Problem(
            "closes_on",
            _(
                "Phải lấy ý kiến ít nhất {days} ngày, đến hết ngày {day} ({citation}). Nếu luật khác quy định thời gian"
                " khác, hãy ghi luật đó ở mục Ghi chú.",
                days=int(rule.value or 0),
                day=least,
                citation=rule.citation,
            ),
        )


def only_planned_is_ahead(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nobody is asked before the draft is public; what is over was asked until its last day."""
    opens, closes, state = record.date("published_on"), record.date("closes_on"), record.text("state")
    if state != "planned" and opens is not None and opens > context.today:
        yield Problem("published_on", _("Ngày {day} chưa tới: còn là kế hoạch lấy ý kiến.", day=opens))
    is_over = state in ("closed", "explained", "decided")
    if is_over and closes is not None and closes > context.today:
        yield Problem("closes_on", _("Chưa hết thời gian lấy ý kiến (đến ngày {day}).", day=closes), Severity.WARNING)


def explained_before_decided(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a decision before which nobody told the people what became of their opinions."""
    if record.get("decided_on") is not None and record.get("explanation") is None:
        yield Problem(
            "explanation",
            _("Đã quyết định nhưng chưa ghi nội dung tiếp thu, giải trình ý kiến của Nhân dân."),
            Severity.WARNING,
        )


def decision_is_told(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a day of decision beside a state that says that nothing was decided: it stays open and counts so."""
    if record.get("decided_on") is not None and record.text("state") != "decided":
        yield Problem(
            "state",
            _("Đã ghi ngày quyết định mà trạng thái chưa là “Đã quyết định”; hãy chọn lại trạng thái."),
            Severity.WARNING,
        )


def answers_fit(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Those who agree, disagree or say something else are among those who answered."""
    said = sum(record.number(name) for name in ("agree", "disagree", "other"))
    answered = record.get("answered")
    if isinstance(answered, int) and said > answered:
        yield Problem(
            "answered",
            _(
                "Đồng ý, không đồng ý, ý kiến khác cộng lại là {said}, nhiều hơn số hộ trả lời ({answered}).",
                said=said,
                answered=answered,
            ),
        )
    elif answered is None and said:
        yield Problem("answered", _("Đã ghi kết quả thì phải ghi số hộ trả lời."))


def unit_of_meeting(record: Record, context: FillContext) -> Value:
    """What was said at a meeting was said by its village."""
    return _of_meeting(record, context.reader, "unit")


def households_asked(record: Record, context: FillContext) -> Value:
    """All households of the village were called to the meeting."""
    return _of_meeting(record, context.reader, "households_total")


def households_answering(record: Record, context: FillContext) -> Value:
    """Those who came answered."""
    return _of_meeting(record, context.reader, "households_present")


def opinions_at_meeting(record: Record, context: FillContext) -> Value:
    """Count the opinions in the minutes of the meeting."""
    meeting = context.reader.get(record.text("meeting"))
    return None if meeting is None else sum(1 for _one in context.reader.children(meeting.uid, "opinion"))


def agreeing(record: Record, context: FillContext) -> Value:
    """Those who agreed, where the meeting was asked one thing alone."""
    return _of_vote(record, context.reader, "votes_for")


def disagreeing(record: Record, context: FillContext) -> Value:
    """Those who did not agree."""
    return _of_vote(record, context.reader, "votes_against")


def saying_else(record: Record, context: FillContext) -> Value:
    """Those who said something else."""
    return _of_vote(record, context.reader, "votes_abstain")


def _of_meeting(tally: Record, reader: RecordReader, name: str) -> Value:
    meeting = reader.get(tally.text("meeting"))
    return None if meeting is None else meeting.get(name)


def _of_vote(tally: Record, reader: RecordReader, name: str) -> Value:
    asked = [
        one for one in reader.children(tally.text("meeting"), "decision") if one.text("content_type") == _ASKED_ONLY
    ]
    return asked[0].get(name) if len(asked) == 1 else None


class ConsultationResult(Struct, frozen=True):
    """What the answers of all places come to; counts of households but ``opinions``."""

    places: int
    asked: int
    answered: int
    agree: int
    disagree: int
    other: int
    opinions: int

    @classmethod
    def of(cls, tallies: Iterable[Record]) -> ConsultationResult:
        """Add up the rows of a consultation."""
        rows = list(tallies)
        places = len({row.text("unit") for row in rows if row.text("unit")})
        names = ("households_asked", "answered", "agree", "disagree", "other", "opinions")
        return cls(places, *(sum(row.number(name) for row in rows) for name in names))

    @property
    def share(self) -> float | None:
        """The share of those who answered that agrees, 0 to 1; ``None`` while nobody answered."""
        return self.agree / self.answered if self.answered else None


def closes_by_law(record: Record, context: FillContext) -> Value:
    """The people are asked for as long as the law gives them, unless somebody says longer."""
    opens = record.date("published_on")
    last = None if opens is None else context.terms.last_day(PERIOD, opens)
    return None if last is None else last.isoformat()
