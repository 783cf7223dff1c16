"""Works of the sample that the people decided on, paid for and built, with the book of what each gave."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.rules.works import account_title
from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import Village

_DAY = dt.timedelta(days=1)
_MOST = 9
_GIVEN_FROM, _GIVEN_UNTIL = 6, 34
_STARTED, _PLANNED_END, _DONE, _SETTLED = 12, 75, 55, 80
"""Days after the decision."""
_EXPATRIATES, _WITHOUT_MONEY = 5_000_000, 30_000_000
"""What those who moved away give, and the state where each household gives days alone, in đồng."""
_DAYS_OF_COMMUNE = 30
"""Days of work of each village for a work of the commune."""
_MONEY_AGREED, _DAYS_AGREED = re.compile(r"([\d.]+) đồng"), re.compile(r"(\d+) ngày công")
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

    @property
    def share(self) -> tuple[int, int]:
        """Đồng and days of work that each household gives, or each village for a work of the commune."""
        if self.village is None:
            return _OF_COMMUNE, _DAYS_OF_COMMUNE
        money, days = _MONEY_AGREED.search(self.title), _DAYS_AGREED.search(self.title)
        return int(money[1].replace(".", "")) if money else 0, int(days[1]) if days else 0


def add_works(scene: Scene, agreed: Sequence[Agreed]) -> None:
    """Note the works that rest on these decisions, of the villages the newest ones."""
    of_villages = [one for one in agreed if one.village is not None][-_MOST:]
    for one in [*of_villages, *(one for one in agreed if one.village is None)]:
        _add_work(scene, one)


def _add_work(scene: Scene, agreed: Agreed) -> None:
    today, village, kind = scene.timeline.today, agreed.village, _type_of(agreed.title)
    givers = len(scene.commune.villages) if village is None else village.households
    money, days = agreed.share
    people, state = givers * money, givers * money or _WITHOUT_MONEY
    cost = people + state + (0 if village is None else _EXPATRIATES)
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
        estimate=cost,
        state_money=state,
        people_money=people or None,
        days_planned=givers * days or None,
        land_planned=300 if kind == "road" else None,
    )
    _add_contributions(scene, work, agreed, kind)
    done, settled = agreed.day + _DONE * _DAY, agreed.day + _SETTLED * _DAY
    if starts <= today < done:
        scene.book.put(Stage.ANSWERED, "community_work", work, state="building")
    if done <= today:
        scene.book.put(Stage.ANSWERED, "community_work", work, done_on=done, spent=cost * 98 // 100)
    if settled <= today:
        account = _publish(scene, agreed, settled)
        facts = {"settled_on": settled, "publicity": account, "state": "settled"}
        scene.book.put(Stage.FINISHED, "community_work", work, **facts)


def _add_contributions(scene: Scene, work: str, agreed: Agreed, kind: str) -> None:
    village, (money, days) = agreed.village, agreed.share
    if village is None:
        for one in scene.commune.villages:
            _give(scene, work, agreed, one, donor=f"Nhân dân {_within(one.name)}", money=money, days=days)
        return
    roll = scene.rolls.get(village.code)
    for place, lane in enumerate(scene.commune.lanes[:3] if roll is None else ()):
        households = (village.households + place) // 3
        given = {"money": households * money or None, "days": households * days or None}
        _give(scene, work, agreed, village, donor=f"Các hộ {lane}", **given)
    for place, (household, _head) in enumerate(roll or ()):
        land = 8 + place if kind == "road" and place < _GAVE_LAND else None
        _give(scene, work, agreed, village, household=household, money=money or None, days=days or None, land=land)
    _give(scene, work, agreed, village, donor="Hội đồng hương", donor_kind="expatriate", money=_EXPATRIATES)


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
    title = account_title(_within(agreed.name))
    item = scene.book.add(Stage.WRITTEN, "publicity_item", unit=unit, item="p05", title=title, paper_date=day)
    place = "Trụ sở Ủy ban nhân dân xã" if agreed.village is None else f"Nhà văn hóa {_within(agreed.village.name)}"
    scene.book.add(Stage.WRITTEN, "publicity_posting", item=item, form="f01", unit=unit, place=place, from_on=day)
    return item


def _within(name: str) -> str:
    """Write a name as inside a sentence: “thôn Đông”."""
    return name[:1].lower() + name[1:]


def _type_of(title: str) -> str:
    return next((kind for word, kind in _TYPES if word in title.lower()), "other")
