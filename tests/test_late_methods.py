"""Dataclasses whose methods are written at their first call behave as those whose methods are written at once."""

import copy
import dataclasses
import pickle
import subprocess
import sys
import threading
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from danvan_desktop.late_methods import write_methods_late

WRITES_LATE = hasattr(dataclasses, "_create_fn")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Frozen, with slots and an order."""

    name: str
    number: int = 1


@dataclass
class Household:
    """May change; what is made of the others is filled in afterwards."""

    members: list[str] = field(default_factory=list, kw_only=True)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.members)


@dataclass(frozen=True)
class Village(Place):
    """Derives from another."""

    households: int = field(default=0, compare=False, repr=False)


class Hamlet(Village):
    """No dataclass itself, and makes itself by the one that it derives from."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 2)


@pytest.mark.skipif(not WRITES_LATE, reason="this Python writes the methods in another way")
def test_a_method_is_written_at_its_first_call_and_called_without_a_detour_from_then_on():
    @dataclass(frozen=True)
    class Fresh:
        number: int

    promised = Fresh.__init__
    assert Fresh(1) == Fresh(1)
    assert Fresh.__init__ is not promised
    assert Fresh.__init__.__qualname__ == promised.__qualname__
    assert Fresh.__init__.__code__.co_varnames == ("self", "number")


def test_values_are_made_compared_shown_and_hashed_as_ever():
    assert Place("Đông") == Place("Đông", 1) != Place("Đông", 2)
    assert Place("An") < Place("Bình") <= Place("Bình", 2)
    assert repr(Place("Đông")) == "Place(name='Đông', number=1)"
    assert {Place("Đông"), Place("Đông")} == {replace(Place("Tây"), name="Đông")}
    assert Place("Đông").__eq__("Đông") is NotImplemented
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Place()
    household = Household(members=["An"])
    assert household.size == 1
    assert household != Household()
    assert Household.__hash__ is None


def test_frozen_values_stay_so_and_are_copied():
    place = Place("Đông")
    with pytest.raises(FrozenInstanceError):
        place.name = "Tây"
    with pytest.raises(FrozenInstanceError):
        del place.name
    assert copy.copy(place) == place == pickle.loads(pickle.dumps(place))


def test_who_derives_from_a_dataclass_is_made_and_compared_by_it():
    hamlet = Hamlet("Đông")
    assert (hamlet.name, hamlet.number, hamlet.households) == ("Đông", 2, 0)
    assert hamlet == Hamlet("Đông")
    assert hamlet != Village("Đông", 2)
    assert repr(Village("Đông", 1, 5)) == "Village(name='Đông', number=1)"
    with pytest.raises(FrozenInstanceError):
        hamlet.number = 3


def test_two_threads_may_call_a_method_for_the_first_time_at_once():
    @dataclass
    class Fresh:
        number: int

    made, start = [], threading.Barrier(8)

    def make(number):
        start.wait()
        made.append(Fresh(number))

    threads = [threading.Thread(target=make, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.number for one in made) == list(range(8))


def test_asking_twice_changes_nothing_more():
    before = getattr(dataclasses, "_create_fn", None)
    write_methods_late()
    assert getattr(dataclasses, "_create_fn", None) is before


@pytest.mark.skipif(not WRITES_LATE, reason="this Python writes the methods in another way")
def test_a_start_compiles_few_methods_of_what_it_declares():
    seen = (
        "import dataclasses; compiled = []; write = dataclasses._create_fn;"
        "dataclasses._create_fn = lambda name, *how, **more: (compiled.append(name), write(name, *how, **more))[1];"
        "from danvan_desktop.late_methods import write_methods_late; write_methods_late();"
        "import danvan_desktop.ui.session; print(len(compiled))"
    )
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert int(child.stdout) < 100
