"""Rules of taking land back: which steps there are, what follows from their days, what the people are owed.

Luật Đất đai 31/2024/QH15, Điều 85, 87 to 89, 94, by quotation (docs/sources.md): order and terms are reminded of and
never enforced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.land_steps import (
    APPROVED,
    COERCED,
    FINALISED,
    OPINIONS,
    OTHER,
    PAID,
    PERSUADED,
    POSTED,
)
from danvan_desktop.localization import Message, _

STEP, HOUSEHOLD = "land_step", "land_household"
DAY_OF_STEP: Mapping[str, str] = {
    "noticed_on": "s02",
    "inventoried_on": "s03",
    "posted_on": POSTED,
    "opinions_on": OPINIONS,
    "finalised_on": FINALISED,
    "approved_on": APPROVED,
    "paid_on": PAID,
    "handed_on": "s15",
}
"""Which days of a project are the first day of which step."""
POSTING = "land.posting"
_OVER = frozenset({"done", "stopped"})
_TWICE = 2


def _first_day(step: str, record: Record, context: FillContext) -> Value:
    return _earliest(step, context.reader.children(record.uid, STEP))


def _earliest(step: str, steps: Iterable[Record]) -> str | None:
    days = (one.text("done_on") for one in steps if one.text("code") == step and one.date("done_on"))
    return min(days, default=None)


DAYS_FOLLOW = tuple(
    Following(field=name, needs=(), value=partial(_first_day, step), of_parts=True)
    for name, step in DAY_OF_STEP.items()
)
"""A project's days are those of its steps."""


def _term(rule: str, start: str, done: str, work: Message, undone: Message, waived_by: str | None = None) -> Deadline:
    return Deadline(
        name=rule, work=work, undone=undone, start=start, rule=rule, done=done, waived_in=_OVER, waived_by=waived_by
    )


DEADLINES = (
    _term(
        POSTING,
        "posted_on",
        "opinions_on",
        _("Hết thời gian niêm yết, họp lấy ý kiến về phương án"),
        _("Chưa họp lấy ý kiến"),
    ),
    _term(
        "land.finalise",
        "opinions_on",
        "finalised_on",
        _("Đối thoại, hoàn chỉnh phương án"),
        _("Chưa hoàn chỉnh phương án"),
        waived_by="approved_on",
    ),
    _term("land.pay", "approved_on", "paid_on", _("Chi trả tiền bồi thường, hỗ trợ"), _("Chưa chi trả")),
)


def days_are_those_of_the_steps(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A day of the project is that of its step, and cannot be told otherwise."""
    steps = tuple(context.reader.children(record.uid, STEP))
    for name, step in DAY_OF_STEP.items():
        if record.get(name) != _earliest(step, steps):
            words = _("{day} là ngày sớm nhất của bước ấy ở phần “Các bước”; hãy ghi ở đó.", day=context.label(name))
            yield Problem(name, words)


def numbers_fit_the_list(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when the numbers of a project differ from the list of its households, or lack though there is one."""
    listed = tuple(context.reader.children(record.uid, HOUSEHOLD))
    for name, number in _counted(listed).items():
        if record.number(name) == number:
            continue
        field = context.label(name)
        if record.get(name) is None:
            words = _(
                "{field} theo danh sách hộ là {number}, ở đây còn trống: chưa vào số liệu.", number=number, field=field
            )
        else:
            typed = record.number(name)
            words = _(
                "{field} theo danh sách hộ là {number}, ở đây ghi {typed}: hãy đối chiếu.",
                number=number,
                typed=typed,
                field=field,
            )
        yield Problem(name, words, Severity.WARNING)


def _counted(listed: Sequence[Record]) -> Mapping[str, int]:
    """Count the list by the fields of the project; what was paid counts from the first payment on."""
    if not listed:
        return {}
    paid = [one for one in listed if one.get("paid_on") is not None]
    counted = {
        "households": len(listed),
        "agreed_households": sum(one.text("opinion") == "agree" for one in listed),
        "handed_over": sum(one.get("handed_on") is not None for one in listed),
    }
    if any(one.get("persuasions") is not None for one in listed):
        counted["persuasions"] = sum(one.number("persuasions") for one in listed)
    if paid:
        counted["unpaid"] = len(listed) - len(paid)
    if paid and all(one.get("compensation") is not None for one in paid):
        counted["paid"] = sum(one.number("compensation") for one in paid)
    return counted


def other_step_is_told(record: Record, _context: RuleContext) -> Iterator[Problem]:
    """Of a step that the law does not name it is told what was done."""
    if record.text("code") == OTHER and record.get("what") is None:
        yield Problem("what", _("Chọn “Bước khác” thì ghi đó là việc gì."))


def case_is_of_the_project(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when the case of a household does not name the project: the numbers go by what the case says."""
    case = context.reader.get(record.text("case")) if record.get("case") else None
    if case is not None and case.text("land_project") != record.text("project"):
        words = _("Vụ việc này chưa ghi “Dự án thu hồi đất” là dự án này: chưa vào số liệu của dự án.")
        yield Problem("case", words, Severity.WARNING)


def step_comes_in_order(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of what comes before what it rests on: opinions, approval, coercion."""
    others = tuple(context.reader.children(record.text("project"), STEP))
    check = {OPINIONS: _posted_long_enough, APPROVED: _opinions_first, COERCED: _persuaded_twice}
    find = check.get(record.text("code"))
    if find is not None:
        yield from find(record, others, context)


def _posted_long_enough(record: Record, others: Iterable[Record], context: RuleContext) -> Iterator[Problem]:
    day = record.date("done_on")
    posted = next((one.date("done_on") for one in others if one.text("code") == POSTED), None)
    last = None if posted is None else context.terms.last_day(POSTING, posted)
    if day is not None and last is not None and day <= last:
        words = _("Phương án niêm yết từ {posted}, đến hết {last} mới đủ thời gian.", posted=posted, last=last)
        yield Problem("done_on", words, Severity.WARNING)
    elif day is not None and posted is None:
        yield Problem("code", _("Chưa ghi bước niêm yết phương án."), Severity.WARNING)


def _opinions_first(record: Record, others: Iterable[Record], context: RuleContext) -> Iterator[Problem]:
    day = record.date("done_on")
    if day is not None and not any(_is_done(one, OPINIONS, day) for one in others):
        yield Problem("code", _("Chưa ghi họp lấy ý kiến của người có đất về phương án."), Severity.WARNING)


def _persuaded_twice(record: Record, others: Iterable[Record], context: RuleContext) -> Iterator[Problem]:
    day = record.date("done_on")
    times = 0 if day is None else sum(_is_done(one, PERSUADED, day) for one in others)
    if day is not None and times < _TWICE:
        words = _("Mới ghi {times} lần vận động bàn giao đất trước khi cưỡng chế.", times=times)
        yield Problem("code", words, Severity.WARNING)


def _is_done(step: Record, code: str, until: dt.date) -> bool:
    done = step.date("done_on")
    return step.text("code") == code and done is not None and done <= until
