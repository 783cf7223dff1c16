"""The basic numbers of the sample commune and its villages, year by year."""

from __future__ import annotations

from danvan_desktop.sample.scene import Scene, Stage

_PERSONS = 37
"""Persons in ten households."""
_SOURCE = "Kết quả rà soát hộ nghèo, hộ cận nghèo hằng năm; thống kê của xã"


def add_profiles(scene: Scene) -> None:
    """Note the villages' numbers of this year and, as their sum, those of the commune, which also has the last year."""
    year = scene.timeline.today.year
    villages = [
        _numbers(scene, village.households, poor=30 if village.kind == "hamlet" else 12)
        for village in scene.commune.villages
    ]
    for village, numbers in zip(scene.commune.villages, villages, strict=True):
        _add(scene, scene.units[village.code], year, numbers)
    whole = {name: sum(numbers[name] for numbers in villages) for name in villages[0]}
    _add(scene, scene.commune_uid, year, whole)
    before = {**whole, "poor": whole["poor"] * 5 // 4, "insured": whole["insured"] * 97 // 100}
    _add(scene, scene.commune_uid, year - 1, before)


def _numbers(scene: Scene, households: int, poor: int) -> dict[str, int]:
    """Count a village's households and people; ``poor`` is how many of a hundred households are at the most."""
    population = households * _PERSONS // 10
    of_poor = households * scene.random.randint(poor // 3, poor) // 100
    return {
        "households": households,
        "population": population,
        "poor": of_poor,
        "near_poor": of_poor * 3 // 2,
        "minority_households": households * (90 if poor > 20 else 8) // 100,
        "merit_households": households * 4 // 100,
        "cultural_households": households * scene.random.randint(84, 95) // 100,
        "religious_people": population * 3 // 100,
        "workers": population * 22 // 100,
        "elderly": population * 13 // 100,
        "children": population * 24 // 100,
        "insured": population * scene.random.randint(92, 98) // 100,
    }


def _add(scene: Scene, unit: str, year: int, numbers: dict[str, int]) -> None:
    scene.book.add(Stage.WRITTEN, "unit_profile", unit=unit, year=year, source=_SOURCE, **numbers)
