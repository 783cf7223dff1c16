"""Rules of what is recommended after an oversight or an inspection: who answers by when, and what is still open.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 40, 45 (rule ``board.reply``): what a board of the people
recommends is answered in so many days. For others the law read sets no day; the office gives one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.deadlines import Deadline, Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

BOARD_REPLY = "board.reply"
_BOARD = "board"
_ENDED = frozenset({"done", DROPPED})
FOLLOWED = "followed"
"""The state of an inspection whose follow-up ended."""


def is_of_a_board(record: Record, context: FillContext) -> Value:
    """What came of an oversight through a board of the people is that board's."""
    source = context.reader.get(record.text("source"))
    return source is not None and source.text("form") == _BOARD


def due_by_law(record: Record, context: FillContext) -> Value:
    """A board of the people is answered within the days of the law; for others the office sets a day."""
    sent = record.date("sent_on")
    if sent is None or record.get("by_board") is not True:
        return None
    due = context.terms.last_day(BOARD_REPLY, sent)
    return None if due is None else due.isoformat()


def rule_of_reply(record: Record, terms: Terms) -> str | None:
    """Return the rule that the due day follows from, ``None`` where the office set it."""
    sent = record.date("sent_on")
    if sent is None or record.get("by_board") is not True:
        return None
    return BOARD_REPLY if record.date("due_on") == terms.last_day(BOARD_REPLY, sent) else None


REPLY_TERM = Deadline(
    name="recommendation.reply",
    work=_("Trả lời kiến nghị sau giám sát, kiểm tra"),
    undone=_("Chưa trả lời"),
    start="sent_on",
    due="due_on",
    done="replied_on",
    rule_of=rule_of_reply,
    waived_in=_ENDED,
    step=_("Ghi trả lời"),
    by="addressee",
)


def open_count(recommendations: Iterable[Record]) -> int:
    """Count those that are neither carried out nor given up for a reason."""
    return sum(one.text("state") not in _ENDED for one in recommendations)


def unanswered_count(recommendations: Iterable[Record]) -> int:
    """Count those that nobody answered yet."""
    return open_count(one for one in recommendations if one.get("replied_on") is None)


def answer_has_its_day(record: Record, context: RuleContext) -> Iterator[Problem]:
    """An outcome is known from the day of the answer on."""
    if record.get("outcome") is not None and record.get("replied_on") is None:
        yield Problem("replied_on", _("Đã ghi kết quả trả lời thì phải ghi ngày trả lời."))


def what_is_dropped_is_not_done(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A recommendation is either carried out or not."""
    if record.text("state") == DROPPED and record.get("done_on") is not None:
        yield Problem("done_on", _("Đã chọn “Không thực hiện” thì không ghi ngày thực hiện xong."))


def nothing_is_asked_after_the_end(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse what is open beside an inspection whose follow-up ended: it said that all was carried out.

    What was carried out meanwhile may still be written down; for more, the inspection is concluded anew.
    """
    source = context.reader.get(record.text("source"))
    if source is None or source.text("state") != FOLLOWED or record.text("state") in _ENDED:
        return
    if sets_anew(record, context, "source", "state"):
        words = _(
            "Cuộc kiểm tra đã ghi “Đã thực hiện xong kết luận”. Hãy chọn lại “Đã kết luận” ở đó rồi mới ghi kiến nghị"
            " chưa thực hiện; kiến nghị đã thực hiện thì ghi luôn ngày thực hiện xong."
        )
        yield Problem("source", words)
