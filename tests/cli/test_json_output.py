"""What reading commands print for programs is what docs/json.md says."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.cli.json_page import SCHEMAS, faults
from tests.cli.test_contract import COMMANDS

ARGUMENTS = {
    "get": "{uid}",
    "history": "{uid}",
    "list": "petition",
    "search": "duong",
    "figures": "work-report --period 2026-Q3",
    "compare": "--period 2026-Q3",
    "number --dry-run": "work-report --period 2026-Q3",
    "calendar": "--out {folder}/lich.ics",
    "dump": "--kind petition --with-personal --out {folder}/kien-nghi.xlsx",
    "restore --dry-run": "{folder}/copy.db",
    "verify": "{folder}/paper.pdf",
    "sign": "{folder}/paper.pdf",
    "export --dry-run": "--out {folder}/all.danvan",
    "archive --dry-run": "--year 2024",
    "owe --dry-run": "--year 2027",
    "plan --dry-run": "cong-tac-nam --year 2026",
}
OF_A_FILE_OF_THEIR_OWN = {
    *("verify-signature", "load --dry-run", "update --dry-run", "import --dry-run"),
    *("waiting accept --dry-run", "repeat --dry-run", "tasks --dry-run"),
}
"""Their own tests have such files and records: tests/cli/conftest.py holds what they print against the page."""
WRITING = {
    *[
        "init",
        "demo",
        "update",
        "add",
        "set",
        "copy",
        "repeat",
        "delete",
        "raise",
        "split",
        "lift",
        "attach",
        "extract",
        "undo",
        "undelete",
        "redact",
        "tasks",
        "owe",
        "sent",
        "merge",
        "unmerge",
        "adopt",
        "dismiss",
        "resolve",
        "narrative",
        "number",
        "export",
        "unimport",
        "consolidate",
        "import",
        "ack",
        "card",
        "backup",
        "restore",
        "thin",
        "rescue",
        "encrypt",
        "decrypt",
        "passphrase",
        "recovery",
        "load",
    ],
    *(
        f"peers {name}"
        for name in [
            "add",
            "confirm",
            "hand-over",
            "answer-move",
            "move",
            "replace",
            "rotate",
            "rename",
            "revoke",
            "choose",
        ]
    ),
    *("waiting accept", "waiting refuse", "officers allow", "officers use"),
}
"""What these print when they write is told by their docstrings."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with the sample commune, and a petition in it."""
    path = tmp_path_factory.mktemp("json") / "commune.db"
    made = ["init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--plain", "--store", str(path)]
    assert CliRunner().invoke(make_command_line(lambda _store: 0), made).exit_code == 0
    with Store.open(path) as store:
        fill_sample(store)
        thrown_away = store.save(
            Draft("situation_entry", {"unit": store.unit.uid, "noted_on": "2026-08-13", "content": "Nhầm"})
        ).uids[0]
        store.delete(thrown_away)
        petition = store.uids("petition")[0]
        store.keep_copy("thu-khoi-phuc", 1)
    shutil.copyfile(path, path.with_name("copy.db"))
    paper = ["report", "work-report", "--period", "2026-Q3", "--out", str(path.with_name("paper.pdf"))]
    printed = CliRunner().invoke(make_command_line(lambda _store: 0), [*paper, "--store", str(path)])
    assert printed.exit_code == 0, printed.output
    return path, petition


@pytest.mark.parametrize("command", sorted(SCHEMAS.keys() - OF_A_FILE_OF_THEIR_OWN))
def test_a_command_prints_what_the_page_says(command: str, office: tuple[Path, str]) -> None:
    path, uid = office
    given = ARGUMENTS.get(command, "").format(uid=uid, folder=path.parent).split()
    arguments = [*command.split(), *given, "--store", str(path), "--json"]
    result = CliRunner().invoke(make_command_line(lambda _store: 0), arguments)
    assert result.exit_code == 0, result.output
    assert list(faults(json.loads(result.stdout), SCHEMAS[command])) == []


def test_the_page_tells_of_every_command_but_those_that_write() -> None:
    told = {name.partition(" --")[0] for name in SCHEMAS if not name.endswith("--dry-run")}
    assert told | WRITING == set(COMMANDS)
    assert not told & WRITING


def test_the_page_tells_what_is_printed_by_every_command_that_can_only_try() -> None:
    trying = {name for name, takes in COMMANDS.items() if "--dry-run" in takes}
    assert {name.removesuffix(" --dry-run") for name in SCHEMAS if name.endswith("--dry-run")} == trying


def test_a_value_of_one_of_several_shapes_is_of_the_page() -> None:
    schema = {"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"], "properties": {"a": {}}}]}
    assert list(faults(None, schema)) == list(faults({"a": 1}, schema)) == []
    assert len(list(faults({}, schema))) == len(list(faults("a", schema))) == 1


def test_a_value_of_another_shape_is_told() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "string"}},
        "additionalProperties": False,
    }
    assert list(faults({"a": "x"}, schema)) == []
    assert len(list(faults({"a": True, "b": 1}, schema))) == 2
    assert len(list(faults({}, schema))) == 1
    assert len(list(faults([], schema))) == 1
