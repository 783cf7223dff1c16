"""Receptions of citizens: the head's days of each month and others between, with everybody who was received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_desktop.sample.scene import Scene, Stage, as_address, cycle_of
from danvan_desktop.sample.texts import Village, VisitText, fill, load

_NOBODY_EVERY, _NOBODY_AT = 6, 4
"""To one of every so many sessions nobody comes."""
_FEWEST, _MOST = 1, 3
_AHEAD = dt.timedelta(days=40)
_POSTED_BEFORE = 8
"""Working days before a session on which the schedule is posted; the law asks for five."""


@dataclass(frozen=True)
class _Turn:
    """Who receives about which day of each month."""

    day: int
    body: str
    kind: str
    officer: str


_TURNS = (
    _Turn(5, "government", "head", "chair"),
    _Turn(10, "party", "head", "secretary"),
    _Turn(14, "government", "regular", "office"),
    _Turn(19, "government", "head", "chair"),
    _Turn(25, "party", "head", "secretary"),
)
"""Each head receives two days a month (Luật Tiếp công dân, Điều 15; Quy định 11-QĐi/TW)."""


def add_receptions(scene: Scene) -> None:
    """Note the sessions of all quarters up to today, and those on the schedule of the next weeks."""
    texts = cycle_of(scene.shuffled(load("receptions", list[VisitText])))
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    for place, (day, turn) in enumerate(_sessions(scene)):
        is_empty = place % _NOBODY_EVERY == _NOBODY_AT
        uid = _add_session(scene, day, turn, is_empty=is_empty)
        if day < scene.timeline.today and not is_empty:
            for order in range(1, scene.random.randint(_FEWEST, _MOST) + 1):
                _add_visit(scene, uid, day, order, next(texts), next(villages))


def _sessions(scene: Scene) -> Iterator[tuple[dt.date, _Turn]]:
    """Yield the working days on which somebody receives, in their order."""
    timeline = scene.timeline
    month, last = timeline.quarters[0].first, timeline.today + _AHEAD
    while month <= last:
        for turn in _TURNS:
            day = timeline.later(month.replace(day=turn.day) - dt.timedelta(days=1), 1)
            if day <= last:
                yield day, turn
        month = (month + dt.timedelta(days=31)).replace(day=1)


def _add_session(scene: Scene, day: dt.date, turn: _Turn, *, is_empty: bool) -> str:
    officer, is_over = scene.commune.officer(turn.officer), day < scene.timeline.today
    posted = scene.timeline.calendar.working_days_before(day, _POSTED_BEFORE)
    return scene.book.add(
        Stage.WRITTEN,
        "reception",
        unit=scene.commune_uid,
        held_on=day,
        starts_at=dt.time(7, 30),
        ends_at=dt.time(11, 30),
        body=turn.body,
        kind=turn.kind,
        receiver=officer.full_name,
        position=officer.position,
        by_head=turn.kind == "head",
        place="Phòng tiếp công dân, trụ sở Ủy ban nhân dân xã",
        posted_on=posted if posted <= scene.timeline.today else None,
        nobody_came=is_over and is_empty,
    )


def _add_visit(scene: Scene, session: str, day: dt.date, order: int, text: VisitText, village: Village) -> None:
    places = scene.places(village)
    is_refused = text.handling == "refused"
    told = scene.timeline.later(day, 2)
    scene.book.add(
        Stage.WRITTEN,
        "reception_visit",
        reception=session,
        order=order,
        citizen_name=scene.speaker(village),
        citizen_address=as_address(places["lane"], places["village"]),
        identity_number=f"024{scene.random.randint(10**8, 10**9 - 1)}",
        people=text.people,
        representatives=text.representatives,
        content=fill(text.content, places),
        nature=text.nature,
        first_time=text.first_time or None,
        competent=text.competent,
        handling=text.handling,
        guided_to=text.guided_to or None,
        refusal_ground=text.refusal_ground or None,
        refusal_notice_on=told if is_refused and told <= scene.timeline.today else None,
        result=fill(text.result, places),
    )
