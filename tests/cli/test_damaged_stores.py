"""Commands over damaged stores: one line of words, or done; never a traceback."""

import json
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.salvage import harm_of
from tests.damaging import pages_with, replace_bytes, zero, zero_page


@pytest.fixture
def path(danvan, commune, tmp_path) -> Path:
    petitions = [
        {"number": f"{n:03d}/2026", "received_on": "2026-08-13", "unit": commune, "content": f"Mương {n} bị tắc"}
        for n in range(1, 60)
    ]
    added = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(petitions))
    assert added.exit_code == 0, added.output
    return tmp_path / "commune.db"


COMMANDS = [
    ("check",),
    ("digest",),
    ("list", "petition"),
    ("search", "muong"),
    ("history", "{unit}"),
    ("get", "{unit}"),
    ("set", "{unit}", "name=Xã Đông Sơn B"),
    ("conflicts",),
    ("logs",),
    ("figures", "--period", "2026-Q3"),
    ("report", "petition-register", "--period", "2026-Q3", "--out", "{folder}/register.pdf"),
    ("export", "--plain", "--out", "{folder}/out.danvan"),
    ("dump", "--kind", "petition", "--out", "{folder}/out.csv"),
    ("backup", "--out", "{folder}/copy.db"),
    ("peers", "list", "--store", "{folder}/commune.db"),
]


def garble_texts(path: Path) -> None:
    """Put bytes into the tables that are no text."""
    text = "bị tắc".encode()
    path.write_bytes(path.read_bytes().replace(text, b"\xff" * len(text)))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 20 * 4096 + 7])


def zero_log(path: Path) -> None:
    zero(path, "entry")


def zero_settings(path: Path) -> None:
    zero(path, "setting")


def zero_schema(path: Path) -> None:
    zero_page(path, 1)


def garble_declarations(path: Path) -> None:
    """SQLite names what it cannot read in its complaint, which then is no text either."""
    replace_bytes(path, b"CREATE TABLE", b"CREATE T\xe4BLE")


def zero_inner(path: Path) -> None:
    for page in pages_with(path, "Mương 30 bị tắc".encode()):
        zero_page(path, page)


@pytest.mark.parametrize(
    "harm", [garble_texts, cut, zero_log, zero_settings, zero_schema, garble_declarations, zero_inner]
)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_command_on_a_damaged_store_tells_it_in_one_line(danvan, path, commune, tmp_path, harm, command):
    harm(path)
    before = path.read_bytes()
    result = danvan(*(part.format(unit=commune, folder=tmp_path) for part in command))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1)
    if result.exit_code:
        assert "hỏng" in result.stderr or "khôi phục" in result.stderr or "lệch" in result.stderr, result.stderr
        assert len([line for line in result.stderr.splitlines() if "hỏng" in line]) <= 1
    if command[0] == "backup":
        assert result.exit_code == 1
        assert not (tmp_path / "copy.db").exists()
    kept = [path, *tmp_path.glob("backups/*bi-hong*.db")]
    if result.exit_code:
        assert before in [file.read_bytes() for file in kept] or harm_of(path) == ()


def test_damage_that_the_log_mends_is_mended_by_the_command_that_meets_it(danvan, path):
    digest = danvan("digest").stdout
    zero(path, "record_petition")
    first = danvan("list", "petition")
    assert first.exit_code == 1
    assert "không mất gì" in first.stderr
    again = danvan("list", "petition")
    assert again.exit_code == 0
    assert danvan("digest").stdout == digest


def test_check_names_what_can_be_done_about_a_loss(danvan, path):
    zero(path, "entry")
    result = danvan("check")
    assert result.exit_code == 1
    assert "danvan rescue" in result.stderr
    assert "danvan restore" in result.stderr


def test_what_can_be_read_is_rescued_and_put_in_the_place_of_the_damaged_store(danvan, path, tmp_path):
    digest = danvan("digest").stdout
    zero_page(path, 1)
    out = tmp_path / "cuu.db"
    rescued = danvan("rescue", "--out", str(out))
    assert rescued.exit_code == 0, rescued.output
    assert "không mất gì" in rescued.stdout
    restored = danvan("restore", str(out))
    assert restored.exit_code == 0, restored.output
    assert danvan("digest").stdout == digest
    assert danvan("check").exit_code == 0


def test_losses_are_told_to_people_and_to_programs(danvan, path, tmp_path):
    zero_inner(path)
    told = danvan("rescue", "--out", str(tmp_path / "a.db"))
    assert told.exit_code == 0
    assert "\n- " in told.stdout
    report = json.loads(danvan("rescue", "--out", str(tmp_path / "b.db"), "--json").stdout)
    assert report["lost"] > 0
    assert len(report["losses"]) == told.stdout.count("\n- ")
    with Store.open(Path(report["store"])) as store:
        assert store.check().ok


@pytest.mark.parametrize("harm", [cut, zero_schema, zero_settings])
def test_restore_is_no_dead_end(danvan, path, tmp_path, harm):
    backup = tmp_path / "sao-luu.db"
    assert danvan("backup", "--out", str(backup)).exit_code == 0
    digest = danvan("digest").stdout
    harm(path)
    result = danvan("restore", str(backup))
    assert result.exit_code == 0, result.output
    assert danvan("digest").stdout == digest


def test_bug_over_a_whole_store_stays_a_bug(danvan, path, monkeypatch):
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Store, "count", broken)
    monkeypatch.setattr(Store, "list", broken)
    result = danvan("list", "petition")
    assert isinstance(result.exception, RuntimeError)
