"""Who works among the people of the sample commune: the block, the villages' teams, those whom people listen to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.sample.scene import Scene, Stage, title_by_name
from danvan_desktop.sample.texts import Village

_BLOCK = ("mobilisation", "front", "vice_chair", "women", "farmers", "youth", "police")
"""Officers of the commune, by their codes; the first leads the block."""
_SINCE = 420
"""Days ago from which all are in their office."""
_TRAINED = 60
_OLDEST, _YOUNG, _AGES = 1966, 1990, 9
"""The earliest years of birth, of the head of the Youth Union too, and over how many years they are spread."""
_TEAM = 2


def add_network(scene: Scene) -> None:
    """Note the block of the commune, two reporters, and of each village its team and whom its people listen to."""
    first = scene.commune.villages[0]
    for officer in map(scene.commune.officer, _BLOCK):
        _add(scene, first, "block", officer.position, name=officer.full_name, of_commune=True, trained=True)
    for _place in range(2):
        _add(scene, first, "reporter", "Báo cáo viên của Đảng ủy", of_commune=True)
    for village in scene.commune.villages:
        for role, position, trained in _roles(village):
            _add(scene, village, role, position, trained=trained)


def _roles(village: Village) -> Iterator[tuple[str, str, bool]]:
    yield "team_head", "Bí thư chi bộ", True
    for _place in range(_TEAM):
        yield "team", "Thành viên", False
    yield "mediator", "Tổ hòa giải", False
    if village.kind == "hamlet":
        yield "prestige", "", False


def _add(
    scene: Scene,
    village: Village,
    role: str,
    position: str,
    *,
    name: str = "",
    of_commune: bool = False,
    trained: bool = False,
) -> None:
    day = scene.timeline.today - dt.timedelta(days=_SINCE)
    name = name or scene.citizen(village)
    told = {"position": position} if position else {}
    if trained:
        told["trained_on"] = str(scene.timeline.today - dt.timedelta(days=_TRAINED))
    scene.book.add(
        Stage.WRITTEN,
        "network_member",
        full_name=name,
        role=role,
        unit=scene.commune_uid if of_commune else scene.units[village.code],
        birth_year=(_YOUNG if "Thanh niên" in position else _OLDEST) + scene.random.randrange(_AGES),
        gender="female" if title_by_name(name) == "bà" else "male",
        ethnic="Tày" if village.kind == "hamlet" else "Kinh",
        from_on=day,
        active=True,
        **told,
    )
