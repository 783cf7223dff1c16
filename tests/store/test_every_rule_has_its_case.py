"""Each rule that a kind declares is broken once, and is told at the field that the case names.

Rules are found from the declarations: a further one without a case fails here, and its case is then tried in the
window, by commands and in lists (``tests/ui/test_every_rule_in_every_way.py``) and in a bundle
(``tests/sync/test_every_rule_of_what_came.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.states import States
from danvan_desktop.store import Store
from tests.broken_rules.broken import Broken, Noted, made_with
from tests.broken_rules.cases import WRITTEN_BY_THE_PROGRAM, all_cases
from tests.broken_rules.refusing import Places
from tests.broken_rules.world import BASES, World

CASES = all_cases()
MODULES_OF_THOSE = frozenset({"office", "rights", "officer_right", "joining", "redaction", "disclosures"})
"""Where the rules of what the program writes itself stand."""


@dataclass(frozen=True)
class Tried:
    store: Store
    world: World
    noted: Noted

    def problems(self, case: Broken) -> tuple[Problem, ...]:
        draft = Draft(case.kind, self.world.named(case.values), self.world.uids.get(case.of))
        return self.store.check_drafts([draft])[0]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    noted = Noted()
    path = tmp_path_factory.mktemp("broken") / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", kinds=noted.listening()) as store:
        yield Tried(store, World(store), noted)


def test_what_the_cases_begin_with_is_lawful(tried: Tried) -> None:
    assert set(BASES) <= {kind.name for kind in ALL_KINDS}
    assert not tried.store.check().problems


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_told_at_its_field(tried: Tried, case: Broken) -> None:
    found = tried.problems(case)
    assert (case.field, not case.warns) in {(one.field, one.is_error) for one in found}, found
    assert not (case.warns and any(one.is_error for one in found)), found


def test_every_rule_of_every_kind_has_a_case(tried: Tried) -> None:
    tried.noted.forget()
    told = {name for case in CASES for name in _told_by(tried, case)}
    rules = {name for name in tried.noted.said if name[0] not in WRITTEN_BY_THE_PROGRAM}
    assert sorted(rules - told - set(_nothing_to_break())) == []


def _told_by(tried: Tried, case: Broken) -> set[tuple[str, int, str]]:
    tried.noted.forget()
    tried.problems(case)
    wanted = (case.field, not case.warns)
    return {name for name, said in tried.noted.said.items() if name[0] == case.kind and wanted in said}


def _nothing_to_break() -> Iterator[tuple[str, int, str]]:
    """Go through the rules on stages that lack nothing: each state of the kind follows from one fact, or is chosen."""
    for kind in ALL_KINDS:
        for place, rule in enumerate(kind.rules):
            states = made_with(rule).get("states")
            if isinstance(states, States) and not any(
                state.needs or len(state.facts) > 1 or (state.decided and state.facts) for state in states
            ):
                yield kind.name, place, "stages_are_whole"


def test_every_place_that_refuses_has_a_case(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(MODULES_OF_THOSE)
    places.watch(monkeypatch)
    for case in CASES:
        tried.problems(case)
    assert places.missed() == []
