"""The command line in this process, on a store of its own."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from tests.cli.json_page import faults, schema_of

Danvan = Callable[..., Result]


@pytest.fixture
def danvan(tmp_path: Path) -> Danvan:
    """Run one command on ``commune.db`` in the test's folder."""

    def run(*arguments: str, stdin: str | None = None) -> Result:
        command, *rest = arguments
        named = [] if "--store" in rest else ["--store", str(tmp_path / "commune.db")]
        line = make_command_line(lambda store: 0)
        result = CliRunner().invoke(line, [command, *rest, *named], input=stdin)
        _hold_against_the_page(arguments, result)
        return result

    return run


def _hold_against_the_page(arguments: Sequence[str], result: Result) -> None:
    """Whatever a test has a command print for programs is what docs/json.md says: questions go to stderr, too."""
    schema = schema_of(arguments)
    if "--json" in arguments and result.stdout and schema is not None:
        assert list(faults(json.loads(result.stdout), schema)) == []


@pytest.fixture
def commune(danvan: Danvan) -> str:
    """Make the store; returns the uid of its unit."""
    result = danvan("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--plain")
    assert result.exit_code == 0, result.output
    return result.stdout.strip()
