"""Rules of a petition's way: its number, what each state needs, and the terms that it has to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from danvan_desktop.domain.deadlines import Deadline, Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.localization import _

_SOURCES = {"meeting": "village_meeting", "dialogue": "dialogue", "reception": "reception"}
TELL_RULE = "petition.tell_people_days"
BY_PROCEDURE = frozenset({"complaint", "denunciation"})
"""Natures that laws of their own settle: Luật Khiếu nại 2011, Luật Tố cáo 2018."""
_KEPT_ELSEWHERE = BY_PROCEDURE
"""Natures that were written here before cases had a book of their own."""

STAYS_SECRET = _(
    "Đơn đã từng là tố cáo nên vẫn được giữ bí mật. Nếu trước đó chọn nhầm, hãy lưu rồi bấm “Thôi giữ bí mật…” và ghi"
    " lý do (lệnh: danvan lift)."
)
"""Said beside the nature of a petition that is no denunciation any more."""
_TERM_OF_EARLIER_RELEASES = dt.timedelta(days=30)
_ABOVE = frozenset({"province", "central"})
_OF_A_REPLY = ("reply", "reply_number", "result")


REPLY, TELL = "reply", "tell"


def secrecy_outlives_the_nature(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Say of a denunciation that becomes something else that this shows nobody (Luật Tố cáo 2018, Điều 9)."""
    was_secret = (context.before or {}).get("nature") == "denunciation"
    if was_secret and record.get("nature") != "denunciation":
        yield Problem("nature", STAYS_SECRET, Severity.WARNING)


def number_is_free(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A petition's number is used once a year; those of several offices meet in the store of the level above."""
    number, received = record.text("number"), record.date("received_on")
    before = context.before or {}
    is_kept = before.get("number") == record.get("number") and before.get("received_on") == record.get("received_on")
    if not number or received is None or is_kept:
        return
    for other in context.reader.find(record.kind, number=number):
        day = other.date("received_on")
        if other.uid != record.uid and day is not None and day.year == received.year:
            yield Problem("number", _("Số {number} đã dùng trong năm {year}.", number=number, year=str(day.year)))
            return


def procedures_are_cases(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse to write a complaint or denunciation here: they have a book of their own; those of before stay."""
    was_one = (context.before or {}).get("nature") in BY_PROCEDURE
    if record.text("nature") in _KEPT_ELSEWHERE and not was_one and record.get("case") is None:
        yield Problem("nature", _("Khiếu nại, tố cáo ghi ở trang “Vụ việc, đơn”: hãy bấm “Chuyển thành vụ việc”."))


def reply_has_its_day(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a reply without its day: the petition still counts as unanswered, and its term runs on."""
    written = [name for name in _OF_A_REPLY if record.get(name) is not None]
    if written and record.get("replied_on") is None and record.decided is None:
        yield Problem(
            "replied_on",
            _(
                "Đã ghi {field} nhưng chưa có ngày trả lời: kiến nghị vẫn tính là chưa trả lời.",
                field=context.label(written[0]),
            ),
            Severity.WARNING,
        )


def closed_as_told(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when a petition is closed of which the people were not told: it leaves the list of what is late."""
    if record.text("state") == "closed" and record.get("people_told_on") is None:
        yield Problem("state", _("Kết thúc khi chưa ghi ngày thông báo kết quả cho dân."), Severity.WARNING)


def source_of_gathering(record: Record, context: FillContext) -> Value:
    """A petition that was raised at a gathering has it for its source."""
    gathering = context.reader.get(record.text("source_record"))
    return None if gathering is None else _SOURCES.get(gathering.kind)


def unit_of_gathering(record: Record, context: FillContext) -> Value:
    """A petition that was raised at a gathering is of its unit."""
    gathering = context.reader.get(record.text("source_record"))
    return None if gathering is None else gathering.get("unit")


def due_day_of_petition(record: Record, context: FillContext) -> Value:
    """The last day for a reply by the law or the office's own term."""
    due = suggested_due_date(record, context.terms)
    return None if due is None else due.isoformat()


def due_day_of_earlier_releases(record: Record, context: FillContext) -> Value:
    """The due day that releases before 2026-11 filled in for complaints and denunciations: 30 days from receipt."""
    received = record.date("received_on")
    if received is None or record.text("nature") not in BY_PROCEDURE:
        return None
    return (received + _TERM_OF_EARLIER_RELEASES).isoformat()


def suggested_due_date(petition: Record, terms: Terms) -> dt.date | None:
    """Return the last day for a reply, ``None`` when no term is set.

    The law sets terms by the nature of the petition. The office may set its own by the source, which then counts, but
    not for complaints and denunciations, whose terms are the law's alone: first to be handled, from the day of
    receipt, then, from the day of acceptance, to be settled.
    """
    found = _term_set(petition, terms)
    return None if found is None else found[1]


def rule_of_due_day(petition: Record, terms: Terms) -> str | None:
    """Return the code of the rule that the due day follows from, ``None`` where somebody set another day."""
    found = _term_set(petition, terms)
    return found[0] if found is not None and found[1] == petition.date("due_on") else None


def _term_set(petition: Record, terms: Terms) -> tuple[str, dt.date] | None:
    """Return the rule that sets the term for a reply, and the last day by it."""
    received, accepted = petition.date("received_on"), petition.date("accepted_on")
    if received is None:
        return None
    nature, start = petition.text("nature"), received
    if nature not in BY_PROCEDURE:
        codes = [f"petition.reply_days.from.{petition.text('source')}", f"petition.reply_days.{nature}"]
    elif accepted is None:
        codes = [accepting_rule(petition)]
    else:
        codes, start = [settling_rule(petition, terms.law)], accepted
    days = ((code, terms.last_day(code, start)) for code in codes)
    return next(((code, day) for code, day in days if day is not None), None)


def accepting_rule(petition: Record) -> str:
    """Return the code of the term within which a complaint or denunciation is accepted or otherwise handled."""
    return _ACCEPTING[petition.text("nature")]


def due_day_at_receipt(petition: Record, terms: Terms) -> dt.date | None:
    """Return the due day as it was known on the day of receipt: what came later may have moved the one that stands."""
    received, assigned = petition.date("received_on"), petition.date("assigned_on")
    by_rule = suggested_due_date(replace(petition, values={**petition.values, "accepted_on": None}), terms)
    if petition.text("nature") in BY_PROCEDURE:
        return by_rule
    was_sent_on_later = assigned is not None and received is not None and assigned > received
    is_of_others = petition.text("competence") in _ABOVE
    return by_rule if was_sent_on_later and is_of_others and by_rule is not None else petition.date("due_on")


def settling_rule(petition: Record, law: LegalRules) -> str:
    """Return the code of the term for settling: by nature, by the instance and by how difficult the matter is."""
    code = _SETTLING[petition.text("nature")]
    if petition.text("nature") == "complaint":
        code = f"{code}.{petition.get('instance') or 'first'}"
    by_sort = f"{code}.{petition.text('difficulty')}"
    return by_sort if by_sort in law else code


_ACCEPTING = {"complaint": "complaint.accept", "denunciation": "denunciation.handle"}
_SETTLING = {"complaint": "complaint.settle", "denunciation": "denunciation.settle"}
_DIFFICULTIES = {
    "complaint": frozenset({"normal", "complex", "remote", "remote_complex"}),
    "denunciation": frozenset({"normal", "complex", "very_complex"}),
}
"""Of which sorts the laws know matters (Luật Khiếu nại 2011, Điều 28, 37; Luật Tố cáo 2018, Điều 30)."""


def sort_is_the_laws(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a sort of matter that the law of its nature does not know: its term would silently be the common one."""
    nature, difficulty = record.text("nature"), record.text("difficulty")
    known = _DIFFICULTIES.get(nature)
    if known is None or not sets_anew(record, context, "nature", "difficulty", "instance"):
        return
    citation = context.law[settling_rule(record, context.law)].citation
    if difficulty and difficulty not in known:
        yield Problem(
            "difficulty", _("Không có thời hạn riêng cho diện này ({citation}). Hãy chọn diện khác.", citation=citation)
        )
    if nature == "denunciation" and record.text("instance") == "second":
        yield Problem("instance", _("Tố cáo không có lần giải quyết hai ({citation}).", citation=citation))


def term_is_the_laws(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a complaint or denunciation whose due day is none of the law's, or later than it."""
    is_done = record.get("replied_on") is not None or record.decided is not None
    if record.text("nature") not in BY_PROCEDURE or is_done:
        return
    terms, due = context.terms, record.date("due_on")
    lawful = suggested_due_date(record, terms)
    if lawful is None or (due is not None and due <= lawful):
        return
    is_accepted = record.get("accepted_on") is not None
    code = settling_rule(record, terms.law) if is_accepted else accepting_rule(record)
    rule = terms.law.on(code, record.date("accepted_on" if is_accepted else "received_on") or context.today)
    day = terms.ending(lawful).words
    words = (
        _("Hạn giải quyết, tính từ ngày thụ lý, là ngày {day} ({citation}).", day=day, citation=rule.citation)
        if is_accepted
        else _(
            "Hạn thụ lý, xử lý đơn là ngày {day} ({citation}); ghi ngày thụ lý thì tính hạn giải quyết.",
            day=day,
            citation=rule.citation,
        )
    )
    yield Problem("due_on", words, Severity.WARNING)


def split_off_is_denunciation(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What was split off as a denunciation is one, and not what the whole letter became.

    Nghị định 154/2026/NĐ-CP, Điều 14, 15: the rest of the letter is handled for itself, within its own term.
    """
    part = context.reader.get(record.text("denunciation"))
    if part is None or not sets_anew(record, context, "denunciation", "case"):
        return
    if part.text("nature") != "denunciation":
        yield Problem(
            "denunciation", _("Chỉ ghi vụ việc loại “Tố cáo”; đơn khác thì ghi ở vụ việc ấy là tách từ đơn nào.")
        )
    elif record.text("case") == part.uid:
        yield Problem(
            "denunciation",
            _("Cả đơn đã thành vụ việc này thì không ghi là phần tách; tách thì để trống “Vụ việc đã lập”."),
        )


_CLOSED, GOES_ON_AS = frozenset({"closed"}), "case"
"""A letter that became a case has the terms of that, and is counted as that: nobody waits for both."""


def has_ended(record: Record) -> bool:
    """Tell whether nothing is waited for since a day that is told, or since it goes on as something else."""
    return record.get("people_told_on") is not None or record.get(GOES_ON_AS) is not None


DEADLINES = (
    Deadline(
        name=REPLY,
        work=_("Trả lời kiến nghị"),
        undone=_("Chưa trả lời"),
        start="received_on",
        due="due_on",
        done="replied_on",
        waived_in=_CLOSED,
        waived_by=GOES_ON_AS,
        step=_("Ghi trả lời"),
        by="assigned_to",
        rule_of=rule_of_due_day,
    ),
    Deadline(
        name=TELL,
        work=_("Thông báo kết quả cho dân"),
        undone=_("Chưa báo cho dân"),
        start="replied_on",
        rule=TELL_RULE,
        done="people_told_on",
        waived_in=_CLOSED,
        step=_("Ghi thông báo"),
        by="assigned_to",
    ),
)
"""A petition is answered by its due day; then the people are told within the office's limit."""
