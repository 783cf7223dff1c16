"""Makes tasks of a plan of what a meeting or dialogue concluded: a task for each line, with the day that it names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.plan import PLAN, TASK_KIND
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold
from danvan_desktop.domain.uid import uid_of_unit

_SAYING: Mapping[str, tuple[str, ...]] = {"meeting": ("next_steps", "conclusion"), "dialogue": ("conclusion",)}
"""The fields of a record that say what is to be done, the first that is filled in counts."""
SOURCES = frozenset(_SAYING)
"""The kinds of whose conclusion tasks can be made."""
_MARK = re.compile(r"^\s*(?:[-–+•*]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_BY = r"(?:ngay|truoc|den|han|xong|het)"
_DAY_OF_THE_YEAR = re.compile(rf"\b{_BY} (\d{{1,2}})(?:[/-]| thang )(\d{{1,2}})(?: nam (\d{{4}}))?(?![\d/-])")
"""In words without marks: “trước 20/12” is a day, “3/4 số hộ” is none."""
_WITHIN = re.compile(r"\btrong (?:vong |thoi han )?(\d{1,3}) ngay\b(?! lam viec)")
"""Days of work are counted by a calendar that this does not know."""
_BETWEEN = re.compile(r"[\n;]")
_LONGEST = 500
_HALF_A_YEAR = 183
"""Days: a day of the year that is further off was one that is past, such as that of a letter."""


@dataclass(frozen=True)
class ConcludedTask:
    """Something to be done, and by when where a day is named."""

    title: str
    due_on: dt.date | None


def concluded(source: Record) -> Sequence[ConcludedTask]:
    """Return what a record says is to be done: each line, or part between semicolons, once."""
    text = next((said for name in _SAYING[source.kind] if (said := source.text(name).strip())), "")
    titles = dict.fromkeys(filter(None, (_title(part) for part in _BETWEEN.split(text))))
    day = source.date(ALL_KINDS[source.kind].date or "")
    return [ConcludedTask(title, _day_in(title) or _coming_day_in(title, day)) for title in titles]


def tasks_of(source: Record, plan: str, unit: str | None, lead: str) -> Iterator[Draft]:
    """Make a task of a unit's plan for each thing concluded.

    Whoever makes them anew, on another laptop too, makes the same. What names no day has no term until one is set.
    """
    for one in concluded(source):
        values: dict[str, Value] = {"plan": plan, "title": one.title, "lead": lead, "source": source.uid}
        if one.due_on is not None:
            values["due_on"] = one.due_on.isoformat()
        yield Draft(TASK_KIND.name, values, uid_of_unit(unit, *words_of_task(source, one.title)))


def words_of_task(source: Record, title: str) -> tuple[str, ...]:
    """Return what tells the one task that a unit has of a thing concluded."""
    return TASK_KIND.name, source.uid, title


def words_of_plan(source: Record) -> tuple[str, ...]:
    """Return what tells the one plan that a unit has of its own for what a record concluded."""
    return PLAN.name, source.uid


def plan_for(source: Record, called: str, unit: str, day: dt.date) -> Draft:
    """Make a plan for what a record ``called`` so concluded; a unit has one of each record."""
    values = {
        "title": f"Thực hiện kết luận: {called}"[: PLAN.field("title").max_length],
        "type": "implementation",
        "unit": unit,
        "issued_on": day.isoformat(),
    }
    return Draft(PLAN.name, values, uid_of_unit(unit, *words_of_plan(source)))


def _title(part: str) -> str:
    said = _MARK.sub("", part).strip(" .;")
    return f"{said[:1].upper()}{said[1:]}"[:_LONGEST].strip()


def _day_in(title: str) -> dt.date | None:
    """Return the last day that a line names, which is the one by which it is to be done."""
    for found in reversed(_DAY.findall(title)):
        day, month, year = map(int, found)
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return None


def _coming_day_in(title: str, said_on: dt.date | None) -> dt.date | None:
    """Return the last day that a line names by day and month, in the half year after it was said; else by how long."""
    for day, month, year in reversed(_DAY_OF_THE_YEAR.findall(fold(title))):
        years = [int(year)] if year else [] if said_on is None else [said_on.year, said_on.year + 1]
        for found in (_day_of(one, month, day) for one in years):
            if found is not None and (year or said_on is None or 0 <= (found - said_on).days <= _HALF_A_YEAR):
                return found
    within = _WITHIN.findall(fold(title))
    return None if said_on is None or not within else said_on + dt.timedelta(days=int(within[-1]))


def _day_of(year: int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None
