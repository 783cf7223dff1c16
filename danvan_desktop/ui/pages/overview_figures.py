"""What the overview shows, gathered from a store in a worker: no widgets here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds.choices import PLANNED
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _
from danvan_desktop.store import LAST_BACKUP, Store
from danvan_desktop.store.settings import moment_of
from danvan_desktop.store.work_list import Work, work_list
from danvan_desktop.ui.models.selection import DUE_WITHIN

MOST_LISTED = 5
MOST_UNITS = 10
CHARTED = ("state", "field", "unit")
"""The fields by which petitions are charted."""
_COMING_WITHIN = dt.timedelta(days=30)
_REPORT_AFTER = dt.timedelta(days=15)
"""How long after its end a quarter's report is still shown as to be done."""
_DIALOGUE_RULE = "dialogue.yearly_minimum"
_HALF_YEAR = 6


@dataclass(frozen=True)
class Share:
    """How many petitions have one value of a field; ``key`` is the value."""

    key: Value
    label: Message | str
    count: int


@dataclass(frozen=True)
class Coming:
    """What must be done soon: a gathering by its ``uid``, or what ``place`` leads to; ``day`` is when at the latest."""

    title: Message | str
    remark: Message
    day: dt.date
    uid: str = ""
    place: str = ""


@dataclass(frozen=True)
class Gatherings:
    """How many gatherings of a period were held, and of how many it is not recorded that they were."""

    held: int
    planned: int


@dataclass(frozen=True)
class Figures:
    """The figures of one day; ``late`` and ``due`` list the most urgent few, their totals beside them.

    ``unsent`` counts this laptop's changes since the last bundle that left.
    """

    today: dt.date
    quarter: Period
    late: Sequence[Work]
    late_total: int
    late_petitions: int
    due: Sequence[Work]
    due_total: int
    due_petitions: int
    due_today: int
    coming: Sequence[Coming]
    meetings: Gatherings
    dialogues: Gatherings
    shares: Mapping[str, Sequence[Share]]
    models: int
    models_under_way: int
    conflicts: int
    unsent: int
    last_export: dt.datetime | None
    last_backup: dt.datetime | None

    @property
    def petitions(self) -> int:
        """All petitions."""
        return sum(share.count for share in self.shares["state"])


def gather(store: Store) -> Figures:
    """Count and list everything; reads only what can be due, never all records."""
    store.forget_law()
    today = store.today()
    quarter = Period.quarter_of(today)
    works = work_list(store, today + DUE_WITHIN)
    late = [work for work in works if work.due.days_late(today)]
    due = [work for work in works if not work.due.days_late(today)]
    in_quarter = (quarter.first, quarter.last)
    last_export, unsent = _sending(store)
    return Figures(
        today=today,
        quarter=quarter,
        late=late[:MOST_LISTED],
        late_total=len(late),
        late_petitions=_petitions(late),
        due=due[:MOST_LISTED],
        due_total=len(due),
        due_petitions=_petitions(due),
        due_today=sum(work.due.term.until == today for work in due),
        coming=_coming(store, today, quarter)[:MOST_LISTED],
        meetings=_gatherings(store, "meeting", "starts_at", *in_quarter),
        dialogues=_gatherings(store, "dialogue", "held_on", *in_quarter),
        shares={name: _shares(store, name) for name in CHARTED},
        models=store.count("model"),
        models_under_way=store.count("model", {"state": "under_way"}),
        conflicts=store.conflict_count(),
        unsent=unsent,
        last_export=last_export,
        last_backup=store.settings.moment(LAST_BACKUP),
    )


def _petitions(works: Sequence[Work]) -> int:
    return len({work.record.uid for work in works if work.record.kind == "petition"})


def _gatherings(store: Store, kind: str, day: str, first: dt.date, last: dt.date) -> Gatherings:
    """Count gatherings by their day: what is only planned is no result, as in the figures of reports."""
    planned = store.count(kind, {"state": PLANNED}, between=(day, first, last))
    return Gatherings(store.count(kind, between=(day, first, last)) - planned, planned)


def _coming(store: Store, today: dt.date, quarter: Period) -> list[Coming]:
    """Planned gatherings of the next weeks, the report of the quarter, the dialogue that the year still lacks."""
    until = today + _COMING_WITHIN
    planned = [
        Coming(store.kinds[kind].title_of(record), label, record.date(field) or today, uid=record.uid)
        for kind, field, label in (("meeting", "starts_at", _("Họp thôn")), ("dialogue", "held_on", _("Đối thoại")))
        for record in store.list(kind, between=(field, today, until))
        if record.text("state") == PLANNED or (record.date(field) or today) > today
    ]
    reports = [
        Coming(_("Báo cáo {period}", period=period.title), _("Kỳ báo cáo kết thúc"), period.last, place="reports")
        for period in (quarter.previous(), quarter)
        if today - _REPORT_AFTER <= period.last <= until
    ]
    return sorted([*planned, *reports, *_lacking_dialogue(store, today)], key=lambda entry: entry.day)


def _lacking_dialogue(store: Store, today: dt.date) -> list[Coming]:
    """Remind, in the second half of a year, of the dialogues that the law wants in it."""
    rule = store.law[_DIALOGUE_RULE] if _DIALOGUE_RULE in store.law.codes() else None
    year = Period.parse(str(today.year))
    wanted = int(rule.value) if rule is not None and rule.value is not None else 0
    held = _gatherings(store, "dialogue", "held_on", year.first, today).held if wanted else 0
    if held >= wanted or today.month <= _HALF_YEAR or rule is None:
        return []
    title = _("Đối thoại trong năm: mới {held}/{wanted} lần", held=held, wanted=wanted)
    return [Coming(title, _("{citation}", citation=rule.citation), year.last, place="dialogue")]


def _shares(store: Store, name: str) -> Sequence[Share]:
    """Count petitions by a field: choices in their order, villages by count."""
    field = store.kinds["petition"].field(name)
    counts = store.counts("petition", name)
    if field.choices:
        shares = [Share(choice.code, choice.label, counts.get(choice.code, 0)) for choice in field.choices]
        return (*shares, *([Share(None, _("(chưa ghi)"), counts[None])] if counts.get(None) else []))
    titles = store.titles(str(uid) for uid in counts if uid)
    units = [Share(uid, titles.get(str(uid), str(uid)), count) for uid, count in counts.items() if uid]
    return tuple(sorted(units, key=lambda share: -share.count)[:MOST_UNITS])


def _sending(store: Store) -> tuple[dt.datetime | None, int]:
    """Return when the last bundle left, and how many changes this laptop made since, under any replica."""
    sent = next((note for note in store.bundles() if note.direction == "out"), None)
    done = {(log["replica"], log["stream"]): log["seq"] for log in json.loads(sent.manifest)["logs"]} if sent else {}
    unsent = sum(
        max(0, log.seq - done.get((log.replica, log.stream), 0))
        for log in store.log.logs()
        if log.device == store.device_key
    )
    return moment_of(sent.moment) if sent else None, unsent
