"""What any rule refuses is kept when a bundle brings it, and told at its field to whoever works on it (ADR 0015)."""

import inspect
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from unittest.mock import patch

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.broken_rules.broken import Broken, Noted
from tests.broken_rules.cases import all_cases
from tests.broken_rules.world import World
from tests.sync.exchange import enrol, send

REFUSED = tuple(case for case in all_cases() if not case.warns and not case.of)
ONLY_WHEN_SET = ("sets_anew", "context.before", "_changes(")
"""By these a rule says that it holds for what a save sets anew: what two wrote apart keeps nobody from other fields."""


@dataclass(frozen=True)
class Came:
    """Two laptops of a commune; the record of each case, and the places of the rules of its kind that refuse it."""

    there: Store
    here: Store
    uids: Mapping[str, str]
    told_by: Mapping[str, Collection[int]]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Came]:
    folder, noted = tmp_path_factory.mktemp("came"), Noted()
    named = {"unit_name": "Xã Đông Sơn", "unit_code": "DS"}
    with (
        Store.create(folder / "one.db", **named, kinds=noted.listening()) as there,
        Store.create(folder / "other.db", **named) as here,
    ):
        enrol(there, here)
        world = World(there)
        drafts = [Draft(case.kind, world.named(case.values)) for case in REFUSED]
        told_by = {repr(case): _told_by(there, noted, case, draft) for case, draft in zip(REFUSED, drafts, strict=True)}
        with (
            patch("danvan_desktop.store.writing.validate", return_value=()),
            patch("danvan_desktop.store.writing.contradicted", return_value=()),
        ):
            uids = there.save(*drafts).uids
        send(there, here)
        yield Came(there, here, dict(zip(map(repr, REFUSED), uids, strict=True)), told_by)


def _told_by(store: Store, noted: Noted, case: Broken, draft: Draft) -> Collection[int]:
    noted.forget()
    store.check_drafts([draft])
    said = (case.field, True)
    return {place for (kind, place, _name), found in noted.said.items() if kind == case.kind and said in found}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_it_is_kept_and_its_field_is_told(came: Came, case: Broken) -> None:
    uid = came.uids[repr(case)]
    written, read = came.there.get(uid), came.here.get(uid)
    assert written is not None
    assert read is not None
    assert read.values == written.values
    told = {one.field for one in came.here.check_drafts([Draft(case.kind, {}, uid)])[0] if one.is_error}
    lasting = [place for place in came.told_by[repr(case)] if not _holds_only_when_set(case.kind, place)]
    assert case.field in told or not lasting or _is_found_anew(case)


def _is_found_anew(case: Broken) -> bool:
    """Tell whether the case said what follows from the parts: whoever works on the record puts that right."""
    return any(rule.of_parts and rule.field in case.values for rule in ALL_KINDS[case.kind].following)


def _holds_only_when_set(kind: str, place: int) -> bool:
    said = inspect.getsource(ALL_KINDS[kind].rules[place])
    return any(word in said for word in ONLY_WHEN_SET)


def test_nothing_is_wrong_with_the_store_that_took_it(came: Came) -> None:
    assert not came.here.check().problems
