"""Cases of the rules that many kinds share, made of what each was made with: a further one has its case at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.rules.context import Rule
from tests.broken_rules.broken import Broken, made_with
from tests.broken_rules.world import base

_DAYS = {FieldType.DATE: ("2026-03-03", "2026-03-02"), FieldType.TIME: ("09:00", "08:00")}
_MOMENTS = ("2026-03-03T19:00", "2026-03-02T19:00")
AHEAD = "2099-01-05"
"""A day of work that is far off."""
PARTY_NUMBER_AS_OF_THE_STATE = "05/BC-ĐU"


def cases_of(kind: Kind) -> Iterator[Broken]:
    """Go through the cases that follow from how the rules of a kind were made."""
    for rule in kind.rules:
        yield from _cases(kind, rule)


def _cases(kind: Kind, rule: Rule) -> Iterator[Broken]:
    made = made_with(rule)
    match rule.__qualname__.split(".")[0]:
        case "dates_in_order":
            yield _out_of_order(kind, str(made["earlier"]), str(made["later"]))
        case "not_above":
            part, whole = str(made["part"]), str(made["whole"])
            yield Broken(kind.name, part, {**base(kind.name), whole: 3, part: 4})
        case "not_in_future":
            yield from _each(kind, made, AHEAD, warns=False)
        case "numbers_in_right_form":
            yield from _each(kind, made, PARTY_NUMBER_AS_OF_THE_STATE, warns=True)
        case "where_set":
            yield from (case for inner in cast("tuple[Rule, ...]", made["rules"]) for case in _cases(kind, inner))


def _each(kind: Kind, made: Mapping[str, object], value: str, *, warns: bool) -> Iterator[Broken]:
    for name in cast("tuple[str, ...]", made["names"]):
        yield Broken(kind.name, name, {**base(kind.name), name: value}, warns=warns)


def _out_of_order(kind: Kind, earlier: str, later: str) -> Broken:
    days = [_DAYS.get(kind.field(name).type, _MOMENTS) for name in (earlier, later)]
    return Broken(kind.name, later, {**base(kind.name), earlier: days[0][0], later: days[1][1]})
