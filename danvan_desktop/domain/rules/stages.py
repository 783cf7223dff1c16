"""Rules that hold for every kind whose state follows from its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

CLOSED, CLOSED_ON = "closed", "closed_on"
"""The state in which nobody waits for anything more, and the field with the day on which a person decided that."""


def stages_are_whole(states: States) -> Rule:
    """Make the rule that a save fills in all that its stage needs: no day of telling without a reply.

    What two devices wrote apart may lack something after a merge; that keeps nobody from editing other fields.
    """

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        if record.text(STATE) not in states:
            return  # that it cannot be read is told beside it
        state = states[record.text(STATE)]
        if sets_anew(record, context, STATE, *state.asked):
            yield from _lacking(state, record, context)
        for later in states.members[states.place(state.code) + 1 :]:
            is_told = later.day is not None and later.day in later.facts and record.get(later.day) is not None
            if is_told and later.applies(record.values) and sets_anew(record, context, *later.facts):
                yield from _without_earlier(later, record, context)

    return check


def closing_has_its_day(has_ended: Callable[[Record], bool]) -> Rule:
    """Make the rule that whoever closes a record is asked since when, unless it ``has_ended`` on a day told already.

    The figures of periods gone by count what was still open then: a record that says nothing was so until the day on
    which the log says that it was closed.
    """

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        if not sets_anew(record, context, STATE, CLOSED_ON):
            return
        is_closed, day = record.text(STATE) == CLOSED, record.get(CLOSED_ON)
        if is_closed and day is None and not has_ended(record):
            words = _(
                "Chưa ghi ngày kết thúc nên tính theo ngày ghi sổ: báo cáo các kỳ trước tính việc này đến ngày ấy. Nếu"
                " kết thúc vào ngày khác, hãy ghi ngày ấy."
            )
            yield Problem(CLOSED_ON, words, Severity.WARNING)
        elif day is not None and not is_closed and sets_anew(record, context, CLOSED_ON):
            yield Problem(CLOSED_ON, _("Chỉ ghi ngày kết thúc khi trạng thái là “Kết thúc”."))

    return check


def _lacking(state: State, record: Record, context: RuleContext) -> Iterator[Problem]:
    for name in state.missing(record.values):
        yield Problem(name, _("Trạng thái “{state}” cần có {field}.", state=state.label, field=context.label(name)))


def _without_earlier(state: State, record: Record, context: RuleContext) -> Iterator[Problem]:
    """Tell what a later stage lacks whose day is filled in already."""
    day = state.day
    if day is None or record.get(day) is None:
        return
    for name in state.facts:
        if record.get(name) is None:
            yield Problem(
                name,
                _("Đã ghi {later} thì phải ghi {earlier}.", later=context.label(day), earlier=context.label(name)),
            )


def contradicted(states: States, record: Record, asked: str, context: RuleContext) -> Iterator[Problem]:
    """Tell why a record is not in the state that was asked for.

    Of a new record that says less than its facts do, as registers kept by hand often do, a warning is enough.
    """
    missing = states[asked].missing(record.values)
    for name in missing:
        yield Problem(
            name, _("Trạng thái “{state}” cần có {field}.", state=states[asked].label, field=context.label(name))
        )
    if not missing:
        yield Problem(
            STATE,
            _(
                "Theo những gì đã ghi, trạng thái là “{state}”, không phải “{asked}”.",
                state=states[record.text(STATE)].label,
                asked=states[asked].label,
            ),
            Severity.WARNING if context.before is None else Severity.ERROR,
        )
