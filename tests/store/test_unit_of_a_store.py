"""An office opens its store whatever is said of its laptop: also while all that the laptop wrote is held."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.rights import disown, unguarded
from tests.store.conftest import carry


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


COMMANDS = ("list unit", "held", "due", "figures --period 2026", "peers list", "digest", "check")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_go_on_over_a_store_whose_unit_is_held(disowned, command):
    line = make_command_line(lambda _store: 0)
    done = CliRunner().invoke(line, [*command.split(), "--store", str(disowned)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
