"""What docs/json.md says that commands print for programs, and what of a value is otherwise."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    name: json.loads(body) for name, body in re.findall(r"^## `([^`]+)`\n\n```json\n(.*?)\n```", PAGE, re.M | re.S)
}
GROUPS = {"officers", "peers", "waiting"}
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


SEVERAL_DEEDS = {"archive", "audit", "plan", "second-place", "template"}
"""What these print when they also write, by their other options, is told by their docstrings."""


ALIKE_WHEN_WRITING = {"import", "waiting accept"}
"""These print the same whether they only try or write."""


def schema_of(arguments: Sequence[str]) -> Mapping[str, Any] | None:
    """Return what a call prints as the page says; ``None`` for one that the page does not tell of."""
    command = " ".join(arguments[: 2 if arguments[0] in GROUPS else 1])
    given = [name for name in SCHEMAS if name.startswith(f"{command} --") and name.split()[-1] in arguments]
    if command in SEVERAL_DEEDS and not given and {one for one in arguments if one.startswith("--")} != {"--json"}:
        return None
    if command in ALIKE_WHEN_WRITING:
        given = [f"{command} --dry-run"]
    return SCHEMAS.get(given[0] if given else command)


def faults(value: Any, schema: Mapping[str, Any], place: str = "$") -> Iterator[str]:
    """Tell where a value is not of a schema: as much of JSON Schema as the page needs."""
    if "anyOf" in schema and all(list(faults(value, one)) for one in schema["anyOf"]):
        yield f"{place}: of no shape: {[next(faults(value, one)) for one in schema['anyOf']]}"
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
