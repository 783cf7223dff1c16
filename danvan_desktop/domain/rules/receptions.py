"""Rules of receptions: what a session needs, who is received, when a refusal is to be told.

Luật Tiếp công dân 42/2013/QH13, Điều 9, 24, 29; Nghị định 154/2026/NĐ-CP, Điều 4.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from danvan_desktop.domain.deadlines import Deadline, Parts
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.yearly import MonthlyMinimum
from danvan_desktop.localization import _

REFUSED = "refused"
"""How somebody is handled who is not received."""
HELD, PLANNED = "held", "planned"
DONE = frozenset({HELD, "missed"})
_SCHEDULED = frozenset({"regular", "head"})
_PROCEDURES = frozenset({"complaint", "denunciation"})
_REPRESENTED, _LARGE = 5, 11
"""From how many people on representatives speak for them, and from how many on more of them may (Điều 29)."""
_GROUNDS_OF_THE_LAW = frozenset({"law1", "law2", "law3"})
_OF_THE_DECREE = "reception.refusal"
"""A rule that the same article of the decree gives as the grounds that the law has not (Điều 4)."""
GROUP = 5
"""From how many people on those who come about one matter are a group."""
_NO_DELEGATION = dt.date(2026, 7, 1)
NOTICE_IS_OWED = frozenset({"law3", "h"})
"""Grounds of which a notice is given (Nghị định 154/2026/NĐ-CP, Điều 4, khoản 3); others are told on the spot."""


def lies_ahead(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nothing has come yet of a session that is still to be held."""
    day = record.date("held_on")
    if day is None or day <= context.today:
        return
    if record.get("nobody_came"):
        yield Problem("nobody_came", _("Ngày {day} chưa tới nên chưa biết có ai đến.", day=day))
    elif record.text("state") in DONE:
        yield Problem("state", _("Ngày {day} chưa tới: buổi tiếp còn ở trạng thái “Theo lịch”.", day=day))


def is_on_a_working_day(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A session on the schedule whose day is a day off is held on the next working day, as offices do.

    No article was read that says so: a warning.
    """
    day, calendar = record.date("held_on"), context.terms.calendar
    is_planned = record.text("state") == PLANNED and record.text("kind") in _SCHEDULED
    if day is None or not is_planned or day < context.today or calendar.is_working_day(day):
        return
    words = _(
        "Ngày {day} là ngày nghỉ: buổi tiếp theo lịch nên dời sang ngày làm việc tiếp theo, {next}.",
        day=day,
        next=calendar.first_working_day(day),
    )
    yield Problem("held_on", words, Severity.WARNING)


def held_is_told(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A session that was held received somebody, or is noted as one to which nobody came."""
    visits = any(True for _one in context.reader.children(record.uid, "reception_visit"))
    if record.get("nobody_came") and visits:
        yield Problem("nobody_came", _("Buổi tiếp có ghi lượt tiếp nên không thể là “Không có công dân đến”."))
    if record.text("state") == HELD and not visits and not record.get("nobody_came"):
        yield Problem("nobody_came", _("“Đã tiếp” thì phải có lượt tiếp, hoặc đánh dấu “Không có công dân đến”."))


def head_receives(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A session of the head that somebody else held says why."""
    if record.text("kind") != "head" or record.text("state") != HELD or record.get("by_head"):
        return
    if record.get("substitute_reason") is None:
        yield Problem(
            "substitute_reason", _("Người đứng đầu không trực tiếp tiếp thì phải ghi lý do (buổi tiếp định kỳ).")
        )
    elif record.text("body") == "government" and (record.date("held_on") or context.today) >= _NO_DELEGATION:
        yield Problem(
            "by_head",
            _("Từ 01/7/2026 Chủ tịch UBND cấp xã không ủy quyền tiếp dân định kỳ; hãy xem lại (Luật 136/2025/QH15)."),
            Severity.WARNING,
        )


def hours_are_known(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A schedule that is posted says from when to when people are received (Luật Tiếp công dân, Điều 24, khoản 4)."""
    if record.get("posted_on") is None or record.text("state") != PLANNED:
        return
    for name in ("starts_at", "ends_at"):
        if record.get(name) is None:
            yield Problem(
                name,
                _(
                    "Lịch đã niêm yết phải nêu giờ tiếp (Luật Tiếp công dân, Điều 24): hãy ghi {field}.",
                    field=context.label(name),
                ),
                Severity.WARNING,
            )
            return


def was_on_its_day(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nobody is received before the day of the session."""
    session = context.reader.get(record.text("reception"))
    day = session.date("held_on") if session is not None else None
    if day is not None and day > context.today and sets_anew(record, context, "reception"):
        yield Problem("reception", _("Buổi tiếp ngày {day} chưa tới nên chưa ghi được lượt tiếp.", day=day))
    if session is not None and session.get("nobody_came") and sets_anew(record, context, "reception"):
        yield Problem("reception", _("Buổi tiếp này đã ghi “Không có công dân đến”; hãy bỏ dấu đó trước."))


def representatives_fit(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A group is spoken for by as many as the law says."""
    people, speaking = record.number("people"), record.number("representatives")
    if not speaking or people < _REPRESENTED:
        return
    code = "reception.representatives.large" if people >= _LARGE else "reception.representatives"
    rule = context.law[code]
    if rule.value is not None and speaking > rule.value:
        yield Problem(
            "representatives",
            _(
                "{people} người cùng nội dung thì cử nhiều nhất {most} người đại diện ({citation}).",
                people=people,
                most=int(rule.value),
                citation=rule.citation,
            ),
            Severity.WARNING,
        )


def refusal_has_its_ground(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Who is refused is told on what ground (Nghị định 154/2026/NĐ-CP, Điều 4)."""
    is_refused = record.text("handling") == REFUSED
    if is_refused and record.get("refusal_ground") is None:
        yield Problem("refusal_ground", _("Từ chối tiếp thì phải ghi căn cứ từ chối."))
    if not is_refused and record.get("refusal_ground") is not None:
        yield Problem("refusal_ground", _("Chỉ lượt “Từ chối tiếp” mới có căn cứ từ chối."))
    if is_refused:
        yield from _ground_was_in_force(record, context)
    if record.text("handling") == "guided" and record.get("guided_to") is None:
        yield Problem("guided_to", _("Hãy ghi nơi đã hướng dẫn công dân đến."), Severity.WARNING)


def is_of_later_decree(ground: str, day: dt.date, law: LegalRules) -> bool:
    """Tell whether a ground stands in the decree alone, and that was not in force on a day."""
    return bool(ground) and ground not in _GROUNDS_OF_THE_LAW and law.in_force(_OF_THE_DECREE, day) is None


def _ground_was_in_force(record: Record, context: RuleContext) -> Iterator[Problem]:
    session = context.reader.get(record.text("reception"))
    day = record.date("refused_on") or (session.date("held_on") if session is not None else None)
    if day is not None and is_of_later_decree(record.text("refusal_ground"), day, context.law):
        words = _(
            "Căn cứ này có từ ngày {from_on} (Nghị định 154/2026/NĐ-CP). Từ chối ngày {day} thì hãy ghi khoản của Điều"
            " 9 Luật.",
            from_on=context.law[_OF_THE_DECREE].in_force_from,
            day=day,
        )
        yield Problem("refusal_ground", words, Severity.WARNING)


def first_time_is_of_procedures(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Only complaints and denunciations are told apart by whether they came before."""
    if record.get("first_time") is not None and record.text("nature") not in _PROCEDURES:
        yield Problem("first_time", _("Lần đầu, nhiều lần chỉ ghi cho khiếu nại, tố cáo."))


def took_place(record: Record, context: FillContext) -> Value:
    """A session took place when somebody was received, or it is noted that nobody came."""
    visits = any(True for _one in context.reader.children(record.uid, "reception_visit"))
    return True if visits or record.get("nobody_came") else None


def head_is_there(record: Record, context: FillContext) -> Value:
    """The head holds the sessions that are the head's."""
    return record.text("kind") == "head"


def position_of_receiver(record: Record, context: FillContext) -> Value:
    """Who receives has the position by which the office knows them; two of one name may have any of theirs."""
    named = context.reader.find("officer", full_name=record.get("receiver"))
    known = {officer.get("position") for officer in named}
    return known.pop() if len(known) == 1 else None


def day_of_refusal(record: Record, context: FillContext) -> Value:
    """Who was refused was so on the day of the session."""
    if record.text("handling") != REFUSED:
        return None
    session = context.reader.get(record.text("reception"))
    return session.get("held_on") if session is not None else None


def _heads_day(body: str) -> Callable[[Record, dt.date], bool]:
    """Make the test whether a session is a day of the head of a body: held by the head, or still on the schedule."""

    def counts(session: Record, today: dt.date) -> bool:
        if session.text("body") != body:
            return False
        if session.text("state") == HELD:
            return session.get("by_head") is True
        day = session.date("held_on")
        return session.text("state") == PLANNED and session.text("kind") == "head" and day is not None and day >= today

    return counts


def _is_scheduled(record: Record, _parts: Parts) -> bool:
    return record.text("kind") in _SCHEDULED


def _owes_notice(record: Record, _parts: Parts) -> bool:
    return record.text("refusal_ground") in NOTICE_IS_OWED


POSTING = Deadline(
    name="reception.schedule",
    work=_("Niêm yết lịch tiếp công dân"),
    undone=_("Chưa niêm yết lịch"),
    start="held_on",
    rule="reception.schedule",
    done="posted_on",
    asked=_is_scheduled,
    waived_in=frozenset({HELD, "missed", "postponed"}),
    dropped_after=30,
    step=_("Ghi niêm yết"),
    by="receiver",
)
REFUSAL = Deadline(
    name="reception.refusal",
    work=_("Thông báo từ chối tiếp công dân"),
    undone=_("Chưa thông báo từ chối"),
    start="refused_on",
    rule="reception.refusal",
    done="refusal_notice_on",
    asked=_owes_notice,
    step=_("Ghi thông báo"),
)
HEADS_DAYS = (
    MonthlyMinimum(
        rule="reception.commune_days_per_month",
        date="held_on",
        of="commune",
        counts=_heads_day("government"),
        what=_("Chủ tịch UBND tiếp công dân"),
        work=_("Lên lịch Chủ tịch UBND tiếp công dân"),
        step=_("Xem lịch tiếp"),
    ),
    MonthlyMinimum(
        rule="reception.party_days_per_month",
        date="held_on",
        of="commune",
        counts=_heads_day("party"),
        what=_("Bí thư cấp ủy tiếp dân"),
        work=_("Lên lịch Bí thư cấp ủy tiếp dân"),
        step=_("Xem lịch tiếp"),
    ),
)
"""Luật Tiếp công dân 42/2013/QH13, Điều 15, amended by Luật 136/2025/QH15; Quy định 11-QĐi/TW, Điều 4."""
