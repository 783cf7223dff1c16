"""An office opens its store whatever is said of its laptop: also while all that the laptop wrote is held."""

import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.clock import HybridClock
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import UidMaker, tells_maker
from danvan_desktop.store import Store
from danvan_desktop.store.check import Checker
from danvan_desktop.store.connection import transaction
from danvan_desktop.store.settings import UNIT
from tests.rights import disown, unguarded
from tests.store.conftest import carry
from tests.sync.exchange import enrol


@pytest.fixture
def disowned(tmp_path: Path) -> Path:
    """A commune's store after the province let nothing count that its laptop wrote."""
    path = tmp_path / "commune.db"
    with (
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as commune,
        Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="BN", level="province") as province,
    ):
        disown(commune, province)
    return path


def test_a_store_whose_every_change_is_held_still_knows_its_unit(disowned):
    with Store.open(disowned) as store:
        assert store.get(store.unit.uid) is None
        assert (store.unit.text("name"), store.unit.text("code")) == ("Xã Đông Sơn", "DS")
        assert store.check().ok


def test_nothing_is_derived_anew_at_the_start_for_a_unit_that_is_held(disowned, monkeypatch):
    monkeypatch.setattr(Checker, "rebuild", lambda _checker, *_told: pytest.fail("derived anew"))
    with Store.open(disowned) as store:
        assert store.notices == ()


def test_what_a_stranger_says_of_a_held_unit_is_not_its_name(disowned, tmp_path):
    with (
        Store.open(disowned) as store,
        Store.create(tmp_path / "stranger.db", unit_name="Thôn Lạ", unit_code="TL") as stranger,
    ):
        carry(store, stranger)
        uid = store.unit.uid
        with unguarded():
            stranger.save(Draft("unit", {"name": "Xã Giả", "kind": "commune", "code": "G"}, uid))
        carry(stranger, store)
        assert store.unit.text("name") == "Xã Đông Sơn"


def test_what_a_stranger_says_of_a_held_unit_with_a_uid_of_before_is_not_its_name(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(UidMaker, "__call__", lambda _maker: str(uuid.uuid4()))
        Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS").close()
    with (
        Store.open(tmp_path / "commune.db") as commune,
        Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="BN", level="province") as province,
        Store.create(tmp_path / "stranger.db", unit_name="Thôn Lạ", unit_code="TL") as stranger,
    ):
        disown(commune, province)
        carry(commune, stranger)
        uid = commune.unit.uid
        assert commune.get(uid) is None
        assert not tells_maker(uid)
        draft = Draft("unit", {"name": "Xã Giả", "kind": "commune", "code": "G"}, uid)
        with unguarded(), monkeypatch.context() as patch:
            patch.setattr(HybridClock, "tick", lambda _clock: "2500000000000-0000")
            stranger.save(draft)
        carry(stranger, commune)
        assert commune.unit.text("name") == "Xã Đông Sơn"


def test_an_office_whose_own_laptop_deleted_its_unit_is_told_and_takes_it_back(tmp_path):
    with (
        Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
        Store.create(tmp_path / "stolen.db", unit_name="Xã Đông Sơn", unit_code="DS") as stolen,
    ):
        uid = commune.unit.uid
        commune.save(Draft("grant", {"unit": uid, "device": stolen.device_key, "name": "Máy bị mất"}))
        carry(commune, stolen)
        with unguarded():
            stolen.delete(uid)
        carry(stolen, commune)
        assert commune.get(uid) is None
        petition = Draft("petition", {"received_on": "2026-06-01", "unit": uid, "content": "Cầu hỏng"})
        with pytest.raises(InvalidRecord, match=r"“Xã Đông Sơn” đã bị xóa\. Hãy khôi phục từ Thùng rác"):
            commune.save(petition)
        assert [entry.uid for entry in commune.bin()] == [uid]
        commune.restore(uid)
        assert commune.save(petition).uids


def test_where_the_joined_unit_was_taken_back_the_own_one_stands_without_a_word(tmp_path):
    """A village says that it is a unit of the commune's list, and takes the import back that the list came with."""
    with (
        Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
        Store.create(tmp_path / "village.db", unit_name="Thôn Một", unit_code="01", level="village") as village,
    ):
        own = village.unit.uid
        (listed,) = commune.save(Draft("unit", {"name": "Thôn Hai", "kind": "village", "code": "02"})).uids
    with Store.open(tmp_path / "village.db") as village, transaction(village._connection):
        village.settings.set(UNIT, listed)
    with Store.open(tmp_path / "village.db") as village:
        assert (village.unit.uid, village.notices) == (own, ())
        assert village.settings.get(UNIT) == own


COMMANDS = ("list unit", "held", "due", "figures --period 2026", "peers list", "digest", "check")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_go_on_over_a_store_whose_unit_is_held(disowned, command):
    line = make_command_line(lambda _store: 0)
    done = CliRunner().invoke(line, [*command.split(), "--store", str(disowned)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "afterwards"])
def test_the_level_above_lists_a_unit_before_its_laptop_is_paired(tmp_path, at_once):
    """A province writes for a commune that has no program, whether its place is said at once or afterwards."""
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="BN", level="province") as province:
        place = {"parent": province.unit.uid}
        (commune,) = province.save(
            Draft("unit", {"name": "Xã A", "kind": "commune", "code": "A"} | (place if at_once else {}))
        ).uids
        if not at_once:
            province.save(Draft("unit", place, commune))
        province.save(Draft("unit", {"kind": "district"}, commune))
        petition = {"number": "01", "received_on": "2026-08-01", "unit": commune, "content": "Mương bị tắc"}
        assert province.save(Draft("petition", petition)).uids
        assert province.tree.above(commune) == province.unit.uid
        assert province.check().ok


def test_what_an_office_with_a_laptop_of_its_own_writes_of_itself_is_told_as_such(tmp_path):
    with (
        Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="BN", level="province") as province,
        Store.create(tmp_path / "commune.db", unit_name="Xã A", unit_code="A") as commune,
    ):
        listed = {"name": "Xã A", "kind": "commune", "code": "A", "parent": province.unit.uid}
        (uid,) = province.save(Draft("unit", listed)).uids
        enrol(province, commune)
        province.save(Draft("unit", {"name": "Xã Đông Phú", "valid_to": "2026-12-31"}, uid))
        with pytest.raises(InvalidRecord, match=r"tự giữ sổ của mình nên mục này do nơi ấy ghi\. Ở đây chỉ ghi được"):
            province.save(Draft("unit", {"kind": "district"}, uid))
