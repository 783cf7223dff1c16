"""What the commune of the sample made public through the year, where, and for how long."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.rules.publicity import PERMANENT
from danvan_desktop.sample.papers import number_of_decision
from danvan_desktop.sample.scene import Paper, Scene, Stage, cycle_of
from danvan_desktop.sample.texts import PublicityText, load

_ITEMS, _FEWEST = 9, 2
_DAY = dt.timedelta(days=1)
_LATE_ONE, _LATE_BY = 7, 9
"""One item in so many was made public so many working days after its paper, which is late."""
_USUAL = 3
_POSTED_FOR = 31
_HEARD = frozenset({"p07", "p08", "p09", "p10", "p11", "p12"})
_VILLAGES = 3
_TYPES = {"TB": "notice", "BC": "report"}
"""Papers of which the register knows the next number; decisions are numbered with those of awards."""


def add_publicity(scene: Scene) -> None:
    """Note the items of all quarters; the newest is not public yet, and of the oldest the time is over."""
    texts = cycle_of(load("publicity", list[PublicityText]))
    days = scene.timeline.days(scene.random, _ITEMS, _FEWEST)
    for place, day in enumerate(days):
        _add_item(scene, next(texts), scene.timeline.working_day(day), place, is_newest=place == len(days) - 1)


def _add_item(scene: Scene, text: PublicityText, day: dt.date, place: int, *, is_newest: bool) -> None:
    title, kind = text.title.format(year=day.year), _TYPES.get(text.symbol.partition("-")[0])
    number = {} if kind else {"paper_number": f"{number_of_decision(day)}/{text.symbol}"}
    item = scene.book.add(
        Stage.WRITTEN,
        "publicity_item",
        unit=scene.commune_uid,
        item=text.item,
        title=title,
        **number,
        paper_date=day,
        responsible=scene.commune.officer("office").full_name,
    )
    if kind:
        of_item = {"kind": "publicity_item", "uid": item, "field": "paper_number"}
        scene.papers.append(Paper(day=day, issuer="government", **of_item, form=None, subject=title, type=kind))
    first = scene.timeline.later(day, _LATE_BY if place % _LATE_ONE == _LATE_ONE - 1 else _USUAL)
    if is_newest or first > scene.timeline.today:
        return
    _make_public(scene, item, text, first)


def _make_public(scene: Scene, item: str, text: PublicityText, first: dt.date) -> None:
    last = first + _POSTED_FOR * _DAY
    ends = None if text.item in PERMANENT else last
    _post(scene, item, "f01", scene.commune_uid, "Trụ sở Ủy ban nhân dân xã", first, ends)
    _post(scene, item, "f02", scene.commune_uid, "Trang thông tin điện tử của xã", first, None)
    if text.item in _HEARD:
        _post(scene, item, "f03", scene.commune_uid, "Hệ thống truyền thanh xã", first, first + 2 * _DAY, repeats=6)
    for village in scene.random.sample(scene.commune.villages, _VILLAGES):
        where = f"Nhà văn hóa {village.name[:1].lower()}{village.name[1:]}"
        _post(scene, item, "f01", scene.units[village.code], where, first, ends)
    if ends is not None and last <= scene.timeline.today:
        scene.book.put(Stage.FINISHED, "publicity_item", item, state="finished")


def _post(
    scene: Scene,
    item: str,
    form: str,
    unit: str,
    place: str,
    first: dt.date,
    last: dt.date | None,
    repeats: int | None = None,
) -> None:
    where = {"form": form, "unit": unit, "place": place}
    when = {"from_on": first, "to_on": last, "repeats": repeats}
    scene.book.add(Stage.WRITTEN, "publicity_posting", item=item, **where, **when)
