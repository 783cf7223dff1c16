"""Rules of complaints, denunciations, land disputes and hot spots: who may accept what, and which terms run from when.

Luật Khiếu nại 02/2011/QH13, Điều 27, 28, 37; Luật Tố cáo 25/2018/QH14, Điều 24, 29, 30, 35, 40; Nghị định
154/2026/NĐ-CP and 155/2026/NĐ-CP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.deadlines import Deadline, Parts, Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.stages import CLOSED, CLOSED_ON
from danvan_desktop.domain.text import search_terms
from danvan_desktop.localization import _

COMPLAINT, DENUNCIATION, DISPUTE, HOT_SPOT = "complaint", "denunciation", "dispute", "hot_spot"
PROCEDURES = frozenset({COMPLAINT, DENUNCIATION, DISPUTE})
"""Natures that come as letters with a way to a decision."""
SENT_AWAY = frozenset({"transferred", "guided"})
LAID_ASIDE = frozenset({"returned", "filed", "not_accepted"})
_GIVEN_UP = frozenset({"withdrawn", "stopped"})
"""Results of a letter that may end before it was accepted."""
ENDED = frozenset({"transferred", "filed", "withdrawn", "closed"})
"""States in which nothing is waited for."""
_AUTHORITIES = frozenset({"commune", "district", "province"})
GROUP = 5
"""From how many people on those who complain together are many."""
_LETTER_RULE = "letter.handled"
HANDLE, SETTLE = "case.handle", "case.settle"


def _is_complaint(record: Record) -> bool:
    return record.text("nature") == COMPLAINT


def _is_denunciation(record: Record) -> bool:
    return record.text("nature") == DENUNCIATION


def rule_for_handling(record: Record, _terms: Terms) -> str | None:
    """Return the term for accepting, handing on or sending back a letter, by its nature and what is done with it."""
    if _is_denunciation(record):
        if record.text("handling") == "transferred":
            return "denunciation.transfer"
        return "denunciation.handle.several" if record.get("several_places") else "denunciation.handle"
    if _is_complaint(record):
        return "complaint.accept"
    return _LETTER_RULE if record.text("nature") == DISPUTE else None


def rule_for_settling(record: Record, terms: Terms) -> str | None:
    """Return the term for settling what was accepted, by nature, instance, how complex it is and where.

    That of a denunciation runs again as often as it was extended (Luật Tố cáo 2018, Điều 30).
    """
    if _is_denunciation(record):
        return "denunciation.settle"
    if not _is_complaint(record):
        return None
    code = f"complaint.settle.{record.get('instance') or 'first'}"
    is_complex = record.text("complex") in ("complex", "very")
    remote = "remote" if record.get("remote") else ""
    sort = "_".join(part for part in (remote, "complex" if is_complex else "") if part)
    return f"{code}.{sort}" if f"{code}.{sort}" in terms.law else code


def times_extended(record: Record) -> int:
    """Return how many times its term a denunciation has: once more for each extension."""
    return 1 + record.number("extended_times") if _is_denunciation(record) else 1


def _of_denunciations(record: Record, _parts: Parts) -> bool:
    return _is_denunciation(record)


DEADLINES = (
    Deadline(
        name=HANDLE,
        work=_("Thụ lý, xử lý đơn"),
        undone=_("Chưa xử lý đơn"),
        start="received_on",
        rule_of=rule_for_handling,
        done="handled_on",
        waived_in=ENDED,
        step=_("Ghi xử lý"),
    ),
    Deadline(
        name=SETTLE,
        work=_("Giải quyết vụ việc"),
        undone=_("Chưa giải quyết"),
        start="accepted_on",
        rule_of=rule_for_settling,
        times=times_extended,
        done="decided_on",
        waived_in=ENDED,
        step=_("Ghi quyết định"),
        by="verifier",
    ),
    Deadline(
        name="denunciation.notify",
        work=_("Thông báo thụ lý tố cáo"),
        undone=_("Chưa báo thụ lý"),
        start="accepted_on",
        rule="denunciation.notify",
        done="notified_on",
        asked=_of_denunciations,
        waived_in=ENDED,
        step=_("Ghi thông báo"),
    ),
    Deadline(
        name="denunciation.send",
        work=_("Gửi kết luận nội dung tố cáo"),
        undone=_("Chưa gửi kết luận"),
        start="decided_on",
        rule="denunciation.send",
        done="sent_on",
        asked=_of_denunciations,
        waived_in=ENDED,
        step=_("Ghi ngày gửi"),
    ),
    Deadline(
        name="denunciation.publish",
        work=_("Công khai kết luận nội dung tố cáo"),
        undone=_("Chưa công khai kết luận"),
        start="decided_on",
        rule="denunciation.publish",
        done="published_on",
        asked=_of_denunciations,
        waived_in=ENDED,
        step=_("Ghi công khai"),
    ),
)
"""In the order of the way; no term for settling runs before acceptance."""


def accepted_as(record: Record, _context: FillContext) -> Value:
    """What was accepted was handled so."""
    return "accepted"


def handled_when_accepted(record: Record, _context: FillContext) -> Value:
    """What was accepted was handled on that day."""
    return record.get("accepted_on")


def first_instance(record: Record, _context: FillContext) -> Value:
    """A complaint is settled for the first time unless somebody says otherwise."""
    return "first" if _is_complaint(record) else None


def acceptance_is_whole(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is accepted has its day, is for this level to settle, and if nobody signed it, says why."""
    if record.text("handling") != "accepted":
        if record.get("accepted_on") is not None:
            yield Problem("handling", _("Đã ghi ngày thụ lý thì xử lý đơn là “Thụ lý”."))
        return
    if record.get("accepted_on") is None:
        yield Problem("accepted_on", _("Đã thụ lý thì phải ghi ngày thụ lý."))
    level = _level_of(record, context)
    if level and record.text("competence") != level and sets_anew(record, context, "handling", "competence", "unit"):
        yield Problem("handling", _("Không thuộc thẩm quyền cấp này nên không thụ lý: hãy chuyển hoặc hướng dẫn."))
    if record.get("anonymous") and record.get("note") is None:
        yield Problem("note", _("Đơn không rõ tên, địa chỉ mà thụ lý thì phải ghi lý do ở Ghi chú."))


def settled_was_accepted(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is decided was accepted before (Luật Khiếu nại 2011, Điều 27; Luật Tố cáo 2018, Điều 29)."""
    is_letter = record.text("nature") in (COMPLAINT, DENUNCIATION) and record.text("result") not in _GIVEN_UP
    if not is_letter or record.get("decided_on") is None or record.get("accepted_on") is not None:
        return
    if sets_anew(record, context, "decided_on", "accepted_on", "nature", "result"):
        yield Problem(
            "accepted_on",
            _("Có ngày quyết định, kết luận mà chưa ghi ngày thụ lý: không tính được hạn giải quyết."),
            Severity.WARNING,
        )


def _level_of(record: Record, context: RuleContext) -> str:
    unit = context.reader.get(record.text("unit"))
    kind = unit.text("kind") if unit is not None else ""
    return kind if kind in _AUTHORITIES or not kind else "commune"


def extension_is_the_laws(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Only denunciations are extended, twice only if very complex (Luật Tố cáo 2018, Điều 30)."""
    times = record.number("extended_times")
    if times and not _is_denunciation(record):
        yield Problem("extended_times", _("Chỉ tố cáo mới gia hạn giải quyết; khiếu nại ghi mức độ phức tạp."))
    elif times > 1 and record.text("complex") != "very":
        yield Problem("extended_times", _("Gia hạn hai lần chỉ khi vụ việc đặc biệt phức tạp."))


def complexity_is_the_laws(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A complaint is complex by a paper that says so, and never very complex (Nghị định 155/2026/NĐ-CP, Điều 2)."""
    level = record.text("complex")
    if not _is_complaint(record) or level not in ("complex", "very"):
        return
    if level == "very":
        yield Problem("complex", _("Khiếu nại chỉ có mức thường và phức tạp."))
    if record.get("complex_paper") is None:
        yield Problem("complex_paper", _("Khiếu nại phức tạp phải có văn bản xác định (NĐ 155/2026/NĐ-CP, Điều 2)."))


def instance_is_the_laws(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Only complaints have a second instance, which is the level above's after a decision of the commune."""
    if record.text("instance") != "second":
        return
    if not _is_complaint(record):
        yield Problem("instance", _("Chỉ khiếu nại mới có lần giải quyết hai."))
    elif record.text("competence") == "commune":
        yield Problem("instance", _("Khiếu nại lần hai đối với quyết định của xã là của cấp trên."), Severity.WARNING)


def transfer_is_lawful(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A denunciation is handed on once, to somebody named; complaints are sent back with guidance instead."""
    if record.text("handling") != "transferred":
        return
    if _is_denunciation(record) and record.text("channel") == "transferred":
        yield Problem("handling", _("Tố cáo do cơ quan khác chuyển đến thì không chuyển tiếp lần nữa."))
    if record.get("sent_to") is None and record.text("nature") in (DENUNCIATION, DISPUTE):
        yield Problem("sent_to", _("Chuyển đơn thì phải ghi nơi chuyển."))
    if _is_complaint(record):
        yield Problem("handling", _("Đơn khiếu nại không chuyển mà hướng dẫn hoặc trả lại đơn."), Severity.WARNING)


def title_names_nobody(record: Record, context: RuleContext) -> Iterator[Problem]:
    """The summary stands in lists and on papers, and names nobody who wrote (Luật Tố cáo 2018, Điều 9)."""
    if _is_named(record.text("citizen_name"), record.text("title")):
        yield Problem("title", _("Tóm tắt không ghi họ tên người gửi đơn, vì in ở các sổ, báo cáo."))


def _is_named(name: str, title: str) -> bool:
    """Tell whether a name stands in a title; one word alone, as “An”, may be another unless it is written alike."""
    parts = search_terms(name)
    if len(parts) == 1:
        return name.strip() in title.split()[1:] and not name.islower()
    said = search_terms(title)
    return any(said[at : at + len(parts)] == parts for at in range(len(said) if parts else 0))


def sender_is_told(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A letter has a sender unless it is marked as anonymous."""
    if not sets_anew(record, context, "citizen_name", "anonymous", "nature"):
        return
    is_letter = record.text("nature") in (COMPLAINT, DENUNCIATION)
    if is_letter and not record.get("anonymous") and record.get("citizen_name") is None:
        yield Problem(
            "citizen_name", _("Chưa ghi người gửi đơn; đơn không rõ tên thì đánh dấu mục đó."), Severity.WARNING
        )


def many_are_many(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Those who complain together are five or more."""
    if record.get("mass") and record.number("people") < GROUP:
        yield Problem("people", _("Khiếu kiện đông người là từ 5 người trở lên."), Severity.WARNING)


def refusal_says_why(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What is not accepted is told with the reason (Luật Khiếu nại 2011, Điều 27; Luật Tố cáo 2018, Điều 24)."""
    is_refused = record.text("handling") == "not_accepted" and record.text("nature") in (COMPLAINT, DENUNCIATION)
    if is_refused and record.get("ground") is None and sets_anew(record, context, "handling", "ground", "nature"):
        yield Problem("ground", _("Không thụ lý thì thông báo phải nêu rõ lý do: hãy ghi."), Severity.WARNING)


def calm_has_its_day(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A hot spot that calmed down says when, and one with that day is called so."""
    is_calm, day = record.text("danger") == "cooled", record.get("cooled_on")
    if record.text("nature") != HOT_SPOT:
        if day is not None:
            yield Problem("cooled_on", _("Ngày ổn định chỉ ghi cho điểm nóng."))
    elif is_calm and day is None:
        yield Problem("cooled_on", _("Đã ổn định thì phải ghi ngày ổn định."))
    elif day is not None and not is_calm:
        yield Problem("danger", _("Đã ghi ngày ổn định thì mức độ là “Đã ổn định”."))


def is_handled_in_time(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A letter that nobody handled for too long is a ground for discipline (Nghị định 154/2026/NĐ-CP, Điều 41)."""
    received = record.date("received_on")
    if received is None or record.text("nature") not in PROCEDURES or record.get("handled_on") is not None:
        return
    term, rule = context.terms.term(_LETTER_RULE, received), context.terms.rule(_LETTER_RULE, received)
    if term is not None and rule is not None and term.days_late(context.today):
        yield Problem(
            "handled_on",
            _(
                "Đơn chưa xử lý từ ngày {day}, quá {days} ngày ({citation}).",
                day=received,
                days=int(rule.value or 0),
                citation=rule.citation,
            ),
            Severity.WARNING,
        )


ENDING_IN_PUBLIC = ("mass", "long", "beyond")
"""What a case is marked as whose result is told at a public dialogue once it was settled for good."""


def ends_in_public(record: Record) -> bool:
    """Tell whether the result of a mass, long or over-level case is told in public: nobody is left to ask."""
    is_owed = any(record.get(name) for name in ENDING_IN_PUBLIC)
    return is_owed and record.get("finished_procedure") is True and record.get("dialogue") is None


def result_goes_public(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Remind of the public dialogue about a case that was settled for good."""
    if ends_in_public(record) and sets_anew(record, context, "finished_procedure", "dialogue", *ENDING_IN_PUBLIC):
        yield Problem(
            "dialogue",
            _("Vụ việc đông người, kéo dài, vượt cấp đã giải quyết hết thẩm quyền: nên đối thoại, công khai kết quả."),
            Severity.WARNING,
        )


def has_ended(record: Record) -> bool:
    """Tell whether a case says on which day it ended, besides the day on which it was closed."""
    return _ended_on(record) is not None


def _ended_on(record: Record) -> dt.date | None:
    """Return the day on which a hot spot calmed down, a letter was decided, handed on or laid aside."""
    ended = record.date("cooled_on" if record.text("nature") == HOT_SPOT else "decided_on")
    is_laid_aside = record.text("handling") in SENT_AWAY | LAID_ASIDE
    return record.date("handled_on") if ended is None and is_laid_aside else ended


def open_on(record: Record, day: dt.date) -> bool:
    """Tell whether a case had not ended at the end of ``day``."""
    ended = _ended_on(record)
    if ended is None and record.text("state") == CLOSED:
        ended = record.date(CLOSED_ON)
    return ended > day if ended is not None else record.text("state") not in ENDED
