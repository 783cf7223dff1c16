"""Rules of making public: within which days, for how long, in which forms.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 to 13: the rules ``publicity.*`` of the legal data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from danvan_desktop.domain.deadlines import Deadline, Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

PUBLISH, POSTING, LOUDSPEAKER = "publicity.publish", "publicity.posting", "publicity.loudspeaker"
POSTED, WEBSITE, BROADCAST, BY_HEAD = "f01", "f02", "f03", "f04"
"""Forms of Điều 12, khoản 1: on the board, on the website, by loudspeaker, through the village head."""
PERMANENT = frozenset({"p04", "p13"})
"""What stays on the board: rules of conduct, and administrative procedures."""
_POSTED_FOR_DAYS = frozenset({"p01", "p02", "p03", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12"})
_HEARD = frozenset({"p07", "p08", "p09", "p10", "p11", "p12"})
"""What is also broadcast or told by the village head (Điều 13)."""
_SHOWN = frozenset({POSTED, WEBSITE, "f09"})
"""Forms that go on until somebody ends them; others are over once they were done: a broadcast, a letter, a meeting."""
_OVER = frozenset({"finished", "revoked"})
_PART = "publicity_posting"
_A_DAY = dt.timedelta(days=1)


def stays_posted(record: Record, _context: FillContext) -> Value:
    """Rules of conduct and procedures stay on the board unless somebody says otherwise."""
    return record.text("item") in PERMANENT


def due_day_of_publicity(record: Record, context: FillContext) -> Value:
    """The last day for making public, by the special law's days or the law's."""
    due = suggested_due_day(record, context.terms)
    return None if due is None else due.isoformat()


def suggested_due_day(item: Record, terms: Terms) -> dt.date | None:
    """Return the last day for making an item public, ``None`` before the law asked for it."""
    start = item.date("paper_date")
    if start is None:
        return None
    if item.get("special_term") is not None:
        return start + item.number("special_term") * _A_DAY
    return terms.last_day(PUBLISH, start)


def rule_of_publicity(item: Record, terms: Terms) -> str | None:
    """Return the rule that the due day follows from, ``None`` where a special law or somebody set another."""
    is_usual = item.get("special_term") is None and item.date("due_on") == suggested_due_day(item, terms)
    return PUBLISH if is_usual else None


def first_published(record: Record, context: FillContext) -> Value:
    """An item is public from its earliest posting on."""
    return _earliest(context.reader.children(record.uid, _PART))


def _earliest(postings: Iterable[Record]) -> str | None:
    return min((posting.text("from_on") for posting in postings if posting.date("from_on")), default=None)


DEADLINES = (
    Deadline(
        name=PUBLISH,
        work=_("Công khai nội dung"),
        undone=_("Chưa công khai"),
        start="paper_date",
        due="due_on",
        done="published_on",
        waived_in=frozenset({"revoked"}),
        step=_("Ghi nơi công khai"),
        by="responsible",
        rule_of=rule_of_publicity,
    ),
)


def place_of_posting(posting: Record, unit: str, of_item: str) -> str:
    """Say where something was made public: at a place of which village, where that is not the item's own unit.

    ``unit`` is what the posting's unit is called, ``of_item`` the uid of the item's.
    """
    place = posting.text("place")
    if not place or not unit or posting.text("unit") == of_item or unit.casefold() in place.casefold():
        return place or unit
    return f"{place}, {unit}"


def days_public(item: Record, postings: Sequence[Record], say: Callable[[dt.date], str]) -> str:
    """Say from when something is public at places, and until when once all that was shown has ended, or the item."""
    firsts = [day for one in postings if (day := one.date("from_on")) is not None]
    lasts = [day for one in postings if (day := one.date("to_on")) is not None]
    goes_on = any(one.text("form") in _SHOWN and one.get("to_on") is None for one in postings)
    if not firsts:
        return ""
    if lasts and (not goes_on or item.text("state") in _OVER):
        return f"{say(min(firsts))} – {say(max(lasts))}"
    return f"từ {say(min(firsts))}"


def days_posted(posting: Record, today: dt.date) -> int:
    """Return for how many days something has been public at a place, the first not counted; up to its last day."""
    first, last = posting.date("from_on"), posting.date("to_on")
    if first is None:
        return 0
    return max(0, (min(last or today, today) - first).days)


def published_as_posted(record: Record, context: RuleContext) -> Iterator[Problem]:
    """The day of publication is that of the earliest posting, and cannot be told otherwise."""
    first = _earliest(context.reader.children(record.uid, _PART))
    if record.get("published_on") != first:
        yield Problem(
            "published_on",
            _("Ngày công khai là ngày sớm nhất ở phần “Nơi, hình thức công khai”; hãy ghi ở đó."),
        )


def posted_long_enough(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse to end a posting earlier than the law allows (Điều 13), unless a special law sets its own term."""
    is_bound = record.text("item") in _POSTED_FOR_DAYS and record.get("special_term") is None
    if record.text("state") != "finished" or not is_bound or not _changes(record, context):
        return
    postings = [one for one in context.reader.children(record.uid, _PART) if one.text("form") == POSTED]
    starts = [start for one in postings if (start := one.date("from_on")) is not None]
    rule = context.terms.rule(POSTING, max(starts, default=context.today))
    if rule is None or any(_lasts(one, context) for one in postings):
        return
    days = max((days_posted(one, context.today) for one in postings), default=0)
    yield Problem(
        "state",
        _(
            "Mới niêm yết {days} ngày, phải đủ {needed} ngày liên tục ({citation}). Hãy ghi “đến ngày” của nơi niêm yết"
            " khi đủ, hoặc ghi thời hạn theo luật chuyên ngành.",
            days=days,
            needed=int(rule.value or 0),
            citation=rule.citation,
        ),
    )


def _lasts(posting: Record, context: RuleContext) -> bool:
    start = posting.date("from_on")
    last = None if start is None else context.terms.last_day(POSTING, start)
    return last is not None and last <= min(posting.date("to_on") or context.today, context.today)


def _changes(record: Record, context: RuleContext) -> bool:
    """Tell whether a save brings the record to its end, or changes what that rests on."""
    before = [one.values for one in context.stored.children(record.uid, _PART)]
    now = [one.values for one in context.reader.children(record.uid, _PART)]
    return before != now or sets_anew(record, context, "state", "item", "special_term")


def posted_until(record: Record, reader: RecordReader, terms: Terms) -> dt.date | None:
    """Return the day on which the law lets a posting end (Điều 13), ``None`` for what stays or is not posted so long.

    What no such term binds may end on the day on which it was made public.
    """
    if record.get("permanent"):
        return None
    if record.text("item") not in _POSTED_FOR_DAYS or record.get("special_term") is not None:
        return record.date("published_on")
    postings = [one for one in reader.children(record.uid, _PART) if one.text("form") == POSTED]
    ends = ((one, terms.last_day(POSTING, start)) for one in postings if (start := one.date("from_on")) is not None)
    return min((end for one, end in ends if end is not None and end <= (one.date("to_on") or end)), default=None)


def told_in_due_forms(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of forms that the law asks for besides (Điều 13), once something is public somewhere."""
    postings = context.reader.children(record.uid, _PART)
    forms = {posting.text("form") for posting in postings}
    if not forms or record.text("state") == "revoked":
        return
    if record.text("item") in _HEARD and BY_HEAD not in forms and not _is_heard(record, context):
        rule = context.law[LOUDSPEAKER]
        yield Problem(
            "item",
            _(
                "Nội dung này còn phải phát trên truyền thanh {days} ngày liên tục hoặc thông báo qua Trưởng thôn, Tổ"
                " trưởng tổ dân phố ({citation}).",
                days=int(rule.value or 0),
                citation=rule.citation,
            ),
            Severity.WARNING,
        )
    if WEBSITE not in forms and any(True for _one in context.reader.find(_PART, form=WEBSITE)):
        yield Problem(
            "item",
            _("Chưa đăng trên cổng, trang thông tin điện tử, nơi đơn vị vẫn đăng các nội dung khác."),
            Severity.WARNING,
        )


def _is_heard(record: Record, context: RuleContext) -> bool:
    """Tell whether it was, or is being, broadcast on as many days in a row as the law asks for, the first counted."""
    days = int(context.law[LOUDSPEAKER].value or 0)
    postings = (one for one in context.reader.children(record.uid, _PART) if one.text("form") == BROADCAST)
    return any(one.get("to_on") is None or _span(one) >= days for one in postings)


def _span(posting: Record) -> int:
    first, last = posting.date("from_on"), posting.date("to_on")
    return 0 if first is None or last is None else (last - first).days + 1


def posted_after_its_paper(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nothing is made public before the day of its paper."""
    item, first = context.reader.get(record.text("item")), record.date("from_on")
    paper = None if item is None else item.date("paper_date")
    if first is not None and paper is not None and first < paper:
        yield Problem(
            "from_on", _("Công khai ngày {first}, trước ngày của văn bản ({paper}).", first=first, paper=paper)
        )


def stays_as_long_as_the_law_asks(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of what was taken down from a board before it stood there as long as the law asks for (Điều 13)."""
    item, first, last = context.reader.get(record.text("item")), record.date("from_on"), record.date("to_on")
    if item is None or first is None or last is None or record.text("form") != POSTED:
        return
    if item.text("item") not in _POSTED_FOR_DAYS or item.get("special_term") is not None:
        return
    rule, least = context.terms.rule(POSTING, first), context.terms.last_day(POSTING, first)
    if rule is not None and least is not None and first <= last < least:
        words = _(
            "Gỡ khi mới niêm yết {days} ngày; phải đủ {needed} ngày liên tục, đến hết {day} ({citation}).",
            days=(last - first).days,
            needed=int(rule.value or 0),
            day=least,
            citation=rule.citation,
        )
        yield Problem("to_on", words, Severity.WARNING)
