"""Plain rules that several kinds share: dates in order, counts that cannot contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.text import can_be_called
from danvan_desktop.localization import _


def dates_in_order(earlier: str, later: str) -> Rule:
    """Make the rule that the field ``later`` is not before the field ``earlier``; days are held against days."""

    def check(record: Record, context: RuleContext) -> Iterable[Problem]:
        values = record.values
        first, second = values.get(earlier), values.get(later)
        if first is None or second is None or not _is_before(str(second), str(first)):
            return ()
        words = _(
            "{later} không được trước {earlier}.",
            later=context.label(later),
            earlier=context.label(earlier),
        )
        return (Problem(later, words),)

    return check


def _is_before(second: str, first: str) -> bool:
    """Hold days against days where one of two moments tells no time."""
    length = min(len(first), len(second))
    return second[:length] < first[:length]


def not_above(part: str, whole: str) -> Rule:
    """Make the rule that the count ``part`` is not above the count ``whole``."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        counted, limit = record.get(part), record.get(whole)
        if isinstance(counted, int) and isinstance(limit, int) and counted > limit:
            yield Problem(
                part,
                _(
                    "{part} ({count}) nhiều hơn {whole} ({limit}).",
                    part=context.label(part),
                    count=counted,
                    whole=context.label(whole),
                    limit=limit,
                ),
            )

    return check


def sets_anew(record: Record, context: RuleContext, *names: str) -> bool:
    """Tell whether a save gives one of these fields another value.

    What two devices wrote apart may stand twice after a merge; that must not keep either from being edited.
    """
    before = context.before
    return before is None or any(record.get(name) != before.get(name) for name in names)


def was_there_first(other: Record, record: Record, context: RuleContext, *names: str) -> bool:
    """Tell whether of two records that say the same in these fields ``other`` is the one that may stay.

    It is where it said so before this save; of two that are written together, where it was made before.
    """
    former = context.stored.get(other.uid)
    if former is not None and all(former.get(name) == other.get(name) for name in names):
        return True
    return other.uid < record.uid


def where_set(name: str, *rules: Rule) -> Rule:
    """Make the rule that these hold once a save sets the field ``name``; where nobody wrote it the log may tell it."""

    def check(record: Record, context: RuleContext) -> Iterable[Problem]:
        if not sets_anew(record, context, name):
            return ()
        return [problem for rule in rules for problem in rule(record, context)]

    return check


def not_in_future(*names: str) -> Rule:
    """Make the rule that none of these days is still to come."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        for name in names:
            day = record.date(name)
            if day is not None and day > context.today:
                yield Problem(
                    name,
                    _("{field} là ngày {day}, chưa tới.", field=context.label(name), day=day),
                )

    return check


def telephone_can_be_called(name: str) -> Rule:
    """Make the rule that a field holds a telephone number of Viet Nam; only told, since plans of numbers change.

    What is written is not repeated: it may be that of a denouncer.
    """

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        written = record.text(name) if sets_anew(record, context, name) else ""
        if written and written != MASK and not can_be_called(written):
            words = _("{field} này không gọi được: hãy xem lại, ví dụ 0912 345 678.", field=context.label(name))
            yield Problem(name, words, Severity.WARNING)

    return check


def only_planned_may_be_future(name: str, counted: str) -> Rule:
    """Make the rule that only what is planned may lie in the future: nobody is ``counted`` before the day."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        day = record.date(name)
        if day is None or day <= context.today or record.text("state") == "planned":
            return
        if record.get(counted):
            words = _("Ngày {day} chưa tới nên chưa ghi được {field}.", day=day, field=context.label(counted))
            yield Problem(counted, words)
        else:
            yield Problem(
                name,
                _(
                    "Ngày {day} chưa tới: chỉ việc ở trạng thái “Dự kiến” mới được ghi ngày tương lai.",
                    day=day,
                ),
            )

    return check


def says_who_came(name: str, end: str, counted: str) -> Rule:
    """Make the rule that warns of a gathering that is over and of which nobody wrote who came: it counts as planned."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        day = record.date(name)
        is_over = day is not None and (day < context.today or (day == context.today and record.get(end) is not None))
        if is_over and record.text("state") == "planned":
            words = _(
                "Đã qua ngày {day} mà chưa ghi {field}: còn tính là “Dự kiến”, chưa vào số liệu và biên bản.",
                day=day,
                field=context.label(counted),
            )
            yield Problem(counted, words, Severity.WARNING)

    return check


def what_is_over_is_not_planned(*days: str) -> Rule:
    """Make the rule that warns of what is over by the first of these days that is known, and stands as planned."""

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        day = next((day for name in days if (day := record.date(name)) is not None), None)
        if day is not None and day < context.today and record.text("state") == "planned":
            words = _("Đã qua ngày {day} mà trạng thái còn “Dự kiến”: chưa vào số liệu, báo cáo.", day=day)
            yield Problem("state", words, Severity.WARNING)

    return check
