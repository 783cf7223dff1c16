"""What reading commands print for programs is what docs/json.md says."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.cli.test_contract import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
SCHEMAS = {
    name: json.loads(body) for name, body in re.findall(r"^## `([^`]+)`\n\n```json\n(.*?)\n```", PAGE, re.M | re.S)
}
ARGUMENTS = {
    "get": "{uid}",
    "history": "{uid}",
    "list": "petition",
    "search": "duong",
    "figures": "work-report --period 2026-Q3",
    "compare": "--period 2026-Q3",
}
WRITING = {
    *(
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
    ),
    *(
        "undo",
        "undelete",
        "redact",
        "calendar",
        "tasks",
        "owe",
        "sent",
        "merge",
        "unmerge",
        "adopt",
        "dismiss",
        "resolve",
        "narrative",
    ),
    *(
        "number",
        "sign",
        "export",
        "unimport",
        "consolidate",
        "import",
        "ack",
        "card",
        "waiting accept",
        "waiting refuse",
    ),
    *(
        "peers add",
        "peers confirm",
        "peers hand-over",
        "peers answer-move",
        "peers move",
        "peers replace",
        "peers rotate",
    ),
    *("peers rename", "peers revoke", "officers allow", "officers use", "backup", "drill", "restore", "thin", "rescue"),
    *("encrypt", "decrypt", "passphrase", "recovery", "load", "dump"),
    *("verify", "verify-signature"),
}
"""What these print is told by their docstrings; the last two judge a file that is given to them."""
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def faults(value: Any, schema: Mapping[str, Any], place: str = "$") -> Iterator[str]:
    """Tell where a value is not of a schema: as much of JSON Schema as the page needs."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, one) for one in types):
        yield f"{place}: {value!r} is none of {types}"
    if isinstance(value, dict):
        yield from (f"{place}: no {key}" for key in schema.get("required", ()) if key not in value)
        for key, inner in value.items():
            yield from _faults_within(inner, schema, key, place)
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from faults(inner, schema.get("items", {}), f"{place}[{number}]")


def _faults_within(value: Any, schema: Mapping[str, Any], key: str, place: str) -> Iterator[str]:
    inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
    if inner is False:
        yield f"{place}: {key} is not told of"
    elif inner is not True:
        yield from faults(value, inner, f"{place}.{key}")


def _is(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


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
        return path, store.uids("petition")[0]


@pytest.mark.parametrize("command", SCHEMAS)
def test_a_command_prints_what_the_page_says(command: str, office: tuple[Path, str]) -> None:
    path, uid = office
    arguments = [*command.split(), *ARGUMENTS.get(command, "").format(uid=uid).split(), "--store", str(path), "--json"]
    result = CliRunner().invoke(make_command_line(lambda _store: 0), arguments)
    assert result.exit_code == 0, result.output
    assert list(faults(json.loads(result.stdout), SCHEMAS[command])) == []


def test_the_page_tells_of_every_command_but_those_that_write_or_read_a_file() -> None:
    told = {name.partition(" --")[0] for name in SCHEMAS}
    assert told | WRITING == set(COMMANDS)
    assert not told & WRITING


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
