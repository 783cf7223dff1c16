"""What two laptops of the sample wrote down twice, so that the page of duplicates has something to be tried on."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.record import Draft
from danvan_desktop.sample.scene import Scene, Stage

_SAID_TWICE = frozenset({"petition", "reflection"})
_MORE = "Người kiến nghị đến trụ sở xã trình bày lại và đề nghị sớm được trả lời."


def write_twice(scene: Scene) -> None:
    """Note the newest petition and one household once more, as somebody does who does not know of the first."""
    _write_petition(scene)
    _write_household(scene)


def _write_petition(scene: Scene) -> None:
    written = [draft for draft in scene.book.stages[Stage.WRITTEN] if draft.kind == "petition"]
    newest = max((draft for draft in written if draft.values["nature"] in _SAID_TWICE), key=_received_on)
    year = _received_on(newest).year
    number = sum(_received_on(draft).year == year for draft in written) + 1
    kept = {name: newest.values[name] for name in ("received_on", "field", "unit", "nature", "competence", "due_on")}
    scene.book.add(
        Stage.WRITTEN,
        "petition",
        **kept,
        number=f"{number:03d}/{year}",
        source="reception",
        citizen_name=f"{_form_of_address(str(newest.values['citizen_name']))} {newest.values['citizen_name']}",
        content=f"{newest.values['content']} {_MORE}",
    )


def _write_household(scene: Scene) -> None:
    code, roll = min(scene.rolls.items())
    head = roll[-1][1]
    scene.book.add(
        Stage.WRITTEN, "household", unit=scene.units[code], head=f"{_form_of_address(head)} {head}", members=4
    )


def _form_of_address(name: str) -> str:
    return "Bà" if " Thị " in name else "Ông"


def _received_on(draft: Draft) -> dt.date:
    day = draft.values["received_on"]
    if not isinstance(day, dt.date):
        raise TypeError(f"a petition of the sample was received on {day}")
    return day
