"""Rules of inspecting the work among the people: a conclusion has its day, nothing asked for is left open at the end.

No law read sets terms for it; the office gives those of its conclusions.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.recommendations import FOLLOWED, open_count
from danvan_desktop.localization import _, ngettext

CONCLUDED = "concluded"
HELD = frozenset({"done", CONCLUDED, FOLLOWED})

VISIT = Deadline(
    name="inspection.visit",
    work=_("Tiến hành kiểm tra"),
    undone=_("Chưa ghi đã tiến hành"),
    start="started_on",
    due="started_on",
    done="concluded_on",
    waived_in=HELD,
    step=_("Ghi đã tiến hành"),
)
"""The day itself, on which what was planned is to be noted as done."""


def name_of_unit(record: Record, context: FillContext) -> Value:
    """What is inspected is called as its unit is."""
    unit = context.reader.get(record.text("target_unit"))
    return None if unit is None else unit.get("name")


def only_planned_is_ahead(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nobody has inspected anything before the day."""
    day = record.date("started_on")
    if day is not None and day > context.today and record.text("state") != PLANNED:
        words = _("Ngày {day} chưa tới: chỉ việc ở trạng thái “Dự kiến” mới được ghi ngày tương lai.", day=day)
        yield Problem("started_on", words)


def conclusion_is_told(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a day of conclusion beside a state that says that nothing was concluded."""
    if record.get("concluded_on") is not None and record.text("state") not in (CONCLUDED, FOLLOWED):
        words = _("Đã ghi ngày kết luận mà trạng thái chưa là “Đã kết luận”; hãy chọn lại trạng thái.")
        yield Problem("state", words, Severity.WARNING)


def followed_to_the_end(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse to end the follow-up while something that was asked for is open."""
    if record.text("state") != FOLLOWED or not sets_anew(record, context, "state"):
        return
    waiting = open_count(context.reader.children(record.uid, "recommendation"))
    if waiting:
        words = ngettext(
            "Còn {n} kiến nghị, yêu cầu chưa thực hiện xong nên chưa kết thúc theo dõi được.",
            "Còn {n} kiến nghị, yêu cầu chưa thực hiện xong nên chưa kết thúc theo dõi được.",
            waiting,
        )
        yield Problem("state", words)
