"""Two laptops wrote differently into a denunciation: nobody takes a side by command that he was not shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.cli.conftest import Danvan
from tests.clocks import StandingClock
from tests.denunciations import MARK, conflict_over, tells

pytestmark = pytest.mark.usefixtures("earlier_petitions")


@pytest.fixture
def store(commune: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "commune.db", clock=StandingClock()) as opened:
        yield opened


@pytest.fixture
def uid(store: Store, tmp_path: Path) -> str:
    return conflict_over(store, tmp_path)


def sides(danvan: Danvan, *options: str) -> list[dict[str, str]]:
    result = danvan("conflicts", *options, "--json")
    assert result.exit_code == 0
    return [change for conflict in json.loads(result.output) for change in conflict["changes"]]


@pytest.mark.parametrize("way", ["--take", "--value"])
def test_nothing_settles_sides_that_were_not_opened(danvan: Danvan, store: Store, uid: str, way: str) -> None:
    (first, second) = sides(danvan)
    assert not tells([first, second])
    result = danvan("resolve", uid, "content", way, first["change"] if way == "--take" else "Nội dung mới")
    assert result.exit_code == 1
    assert "conflicts --reveal" in result.stderr
    assert "Traceback" not in result.stderr
    assert store.conflict_count() == 1


def test_opening_shows_both_sides_is_noted_once_and_lets_one_be_taken(danvan: Danvan, store: Store, uid: str) -> None:
    told = danvan("conflicts", uid, "--reveal")
    assert f"{MARK} ở xã" in told.output
    assert f"{MARK} ở máy kia" in told.output
    assert [note.text("purpose") for note in store.find("disclosure", record=uid)] == ["read"]
    assert "Xem nội dung" in danvan("history", uid).output
    (chosen,) = (side for side in sides(danvan, "--reveal") if side["value"] == f"{MARK} ở xã")
    assert danvan("resolve", uid, "content", "--take", chosen["change"]).exit_code == 0
    assert store.conflict_count() == 0
    assert f"{MARK} ở xã" in danvan("get", uid, "--reveal").output
    assert not tells(danvan("conflicts").output)


def test_a_value_of_ones_own_is_taken_once_the_sides_were_shown(danvan: Danvan, store: Store, uid: str) -> None:
    danvan("conflicts", "--reveal")
    assert danvan("resolve", uid, "content", "--value", "Nội dung mới").exit_code == 0
    assert store.conflict_count() == 0


def test_who_read_the_record_was_not_shown_the_other_side(danvan: Danvan, store: Store, uid: str) -> None:
    change = sides(danvan)[0]["change"]
    assert danvan("get", uid, "--reveal").exit_code == 0
    assert danvan("resolve", uid, "content", "--take", change).exit_code == 1
    assert store.conflict_count() == 1


def test_an_opening_by_another_officer_is_not_ones_own(danvan: Danvan, store: Store, uid: str) -> None:
    change = sides(danvan, "--reveal")[0]["change"]
    unit = store.unit.uid
    officer = store.save(Draft("officer", {"full_name": "Lê Văn Cường", "position": "Chủ tịch", "unit": unit})).uids[0]
    store.set_officer(officer)
    assert danvan("resolve", uid, "content", "--take", change).exit_code == 1
    sides(danvan, "--reveal")
    assert danvan("resolve", uid, "content", "--take", change).exit_code == 0


def test_what_was_undone_has_to_be_opened_anew(danvan: Danvan, store: Store, uid: str) -> None:
    change = sides(danvan, "--reveal")[0]["change"]
    danvan("resolve", uid, "content", "--take", change)
    assert danvan("undo", uid).exit_code == 0
    again = sides(danvan)[0]["change"]
    assert danvan("resolve", uid, "content", "--take", again).exit_code == 1
    sides(danvan, "--reveal")
    assert danvan("resolve", uid, "content", "--take", again).exit_code == 0


def test_a_conflict_of_an_open_field_of_a_secret_record_needs_no_opening(
    danvan: Danvan, store: Store, uid: str
) -> None:
    danvan("conflicts", "no-such-record", "--reveal")
    assert not store.find("disclosure", record=uid)
    assert danvan("resolve", uid, "assigned_to", "--value", "Công an xã").exit_code == 0
