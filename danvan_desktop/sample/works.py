"""Works of the sample that the people decided on, paid for and built, with the book of what each gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import Village

_DAY = dt.timedelta(days=1)
_MOST = 9
_GIVEN_FROM, _GIVEN_UNTIL = 6, 34
_STARTED, _PLANNED_END, _DONE, _SETTLED = 12, 75, 55, 80
"""Days after the decision."""
_MONEY, _DAYS = 400_000, 2
"""What each household of a village gives, in đồng and in days of work."""
_GAVE_LAND = 5
"""Households that give land for a road."""
_OF_COMMUNE = 12_000_000
"""What each village gives to a work of the commune, in đồng."""
_TYPES = (("đường", "road"), ("đèn", "light"), ("nhà văn hóa", "hall"), ("kênh", "canal"))


@dataclass(frozen=True)
class Agreed:
    """A decision, or a matter of the whole commune, that was passed on a day; no village: all of them."""

    uid: str
    title: str
    day: dt.date
    village: Village | None = None

    @property
    def name(self) -> str:
        """What the work is called that rests on it."""
        return self.title if self.village is None else f"{self.title} ({_within(self.village.name)})"


def add_works(scene: Scene, agreed: Sequence[Agreed]) -> None:
    """Note the works that rest on these decisions, of the villages the newest ones."""
    of_villages = [one for one in agreed if one.village is not None][-_MOST:]
    for one in [*of_villages, *(one for one in agreed if one.village is None)]:
        _add_work(scene, one)


def _add_work(scene: Scene, agreed: Agreed) -> None:
    today, village, kind = scene.timeline.today, agreed.village, _type_of(agreed.title)
    people = _OF_COMMUNE * len(scene.commune.villages) if village is None else village.households * _MONEY
    starts = agreed.day + _STARTED * _DAY
    work = scene.book.add(
        Stage.WRITTEN,
        "community_work",
        name=agreed.name,
        type=kind,
        scope="commune" if village is None else "village",
        decision=agreed.uid,
        starts_on=starts,
        ends_on=agreed.day + _PLANNED_END * _DAY,
        estimate=people * 5 // 2,
        state_money=people,
        people_money=people,
        other_money=people // 2,
        days_planned=_DAYS * (village.households if village is not None else 500),
        land_planned=300 if kind == "road" else None,
    )
    _add_contributions(scene, work, agreed, kind)
    done, settled = agreed.day + _DONE * _DAY, agreed.day + _SETTLED * _DAY
    if starts <= today < done:
        scene.book.put(Stage.ANSWERED, "community_work", work, state="building")
    if done <= today:
        scene.book.put(Stage.ANSWERED, "community_work", work, done_on=done, spent=people * 12 // 5)
    if settled <= today:
        account = _publish(scene, agreed, settled)
        facts = {"settled_on": settled, "publicity": account, "state": "settled"}
        scene.book.put(Stage.FINISHED, "community_work", work, **facts)


def _add_contributions(scene: Scene, work: str, agreed: Agreed, kind: str) -> None:
    village = agreed.village
    if village is None:
        for one in scene.commune.villages:
            _give(scene, work, agreed, one, donor=f"Nhân dân {_within(one.name)}", money=_OF_COMMUNE, days=30)
        return
    roll = scene.rolls.get(village.code)
    for lane in scene.commune.lanes[:3] if roll is None else ():
        money, days = village.households // 3 * _MONEY, village.households // 3 * _DAYS
        _give(scene, work, agreed, village, donor=f"Các hộ {lane}", money=money, days=days)
    for place, (household, _head) in enumerate(roll or ()):
        land = 8 + place if kind == "road" and place < _GAVE_LAND else None
        _give(scene, work, agreed, village, household=household, money=_MONEY, days=_DAYS, land=land)
    _give(scene, work, agreed, village, donor="Hội đồng hương", donor_kind="expatriate", money=5_000_000)


def _give(scene: Scene, work: str, agreed: Agreed, village: Village, **given: object) -> None:
    day = agreed.day + scene.random.randint(_GIVEN_FROM, _GIVEN_UNTIL) * _DAY
    scene.book.add(
        Stage.WRITTEN,
        "contribution",
        work=work,
        unit=scene.units[village.code],
        given_on=min(day, scene.timeline.today),
        voluntary=True,
        **given,
    )


def _publish(scene: Scene, agreed: Agreed, day: dt.date) -> str:
    """Make the account public where the work is; returns the item."""
    unit = scene.commune_uid if agreed.village is None else scene.units[agreed.village.code]
    title = f"Thu, chi {_within(agreed.name)}"
    item = scene.book.add(Stage.WRITTEN, "publicity_item", unit=unit, item="p05", title=title, paper_date=day)
    place = "Trụ sở Ủy ban nhân dân xã" if agreed.village is None else f"Nhà văn hóa {_within(agreed.village.name)}"
    scene.book.add(Stage.WRITTEN, "publicity_posting", item=item, form="f01", unit=unit, place=place, from_on=day)
    return item


def _within(name: str) -> str:
    """Write a name as inside a sentence: “thôn Đông”."""
    return name[:1].lower() + name[1:]


def _type_of(title: str) -> str:
    return next((kind for word, kind in _TYPES if word in title.lower()), "other")
