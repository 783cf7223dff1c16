"""The commune itself: its units, officers, rolls of households and ready-made texts."""

from __future__ import annotations

from danvan_desktop.sample.scene import Scene, Stage
from danvan_desktop.sample.texts import PhraseText, Village, load

_FOUNDED = "2025-07-01"
"""The day on which the communes of today took up their work."""


def add_office(scene: Scene) -> str:
    """Note units, officers, households and phrases; returns the uid of the officer who keeps the records."""
    book = scene.book
    province = book.add(
        Stage.OFFICE,
        "unit",
        name=scene.commune.province.name,
        code=scene.commune.province.code,
        kind="province",
        valid_from=_FOUNDED,
    )
    villages = scene.commune.villages
    book.put(
        Stage.OFFICE,
        "unit",
        scene.commune_uid,
        parent=province,
        valid_from=_FOUNDED,
        households=sum(village.households for village in villages),
        population=sum(village.population for village in villages),
        head=scene.commune.officer("chair").full_name,
    )
    for village in villages:
        _add_village(scene, village)
    for phrase in load("phrases", list[PhraseText]):
        book.add(Stage.OFFICE, "phrase", target=phrase.target, name=phrase.name, text=phrase.text)
    return _add_officers(scene)


def _add_village(scene: Scene, village: Village) -> None:
    unit = scene.book.add(
        Stage.OFFICE,
        "unit",
        name=village.name,
        code=village.code,
        kind=village.kind,
        parent=scene.commune_uid,
        valid_from=_FOUNDED,
        households=village.households,
        population=village.population,
        head=village.head,
    )
    scene.units[village.code] = unit
    if village.roll:
        scene.rolls[village.code] = [_add_household(scene, village, place) for place in range(village.households)]


def _add_household(scene: Scene, village: Village, place: int) -> tuple[str, str]:
    leaders = (village.head, village.secretary, village.front, village.party)
    head = leaders[place] if place < len(leaders) else scene.citizen(village, women=0.25)
    uid = scene.book.add(
        Stage.OFFICE,
        "household",
        unit=scene.units[village.code],
        order=place + 1,
        head=head,
        called="mrs" if " Thị " in head else "mr",
        members=scene.random.choice((2, 3, 4, 4, 5, 5, 6)),
        address=scene.commune.lanes[place * len(scene.commune.lanes) // village.households],
    )
    return uid, head


def _add_officers(scene: Scene) -> str:
    uids = {
        officer.code: scene.book.add(
            Stage.OFFICE,
            "officer",
            full_name=officer.full_name,
            called=officer.called,
            position=officer.position,
            unit=scene.commune_uid,
            organisation=officer.organisation,
            phone=officer.phone,
            role=officer.role,
        )
        for officer in scene.commune.officers
    }
    return uids["clerk"]
