"""Runs every check of the project in order and stops at the first that fails.

python3 script/test.py                       all checks
python3 script/test.py -- -k petition -x     all checks; the rest goes to pytest
python3 script/test.py -- -n0                all checks; the tests one after the other
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from environment import OFFSCREEN_LIBRARIES, ROOT, Installation, prepared, speak_utf8

PYTEST_ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    # A file opened without an encoding breaks Vietnamese text on Windows; pytest makes the warning an error.
    "PYTHONWARNDEFAULTENCODING": "1",
}

PARALLEL = ("--numprocesses=auto", "--dist=loadfile", "--max-worker-restart=0")
"""A process a core; the tests of a file stay together, since they may share what is slow to make.

A process that crashes ends the run with its name: one that takes its place may wait for work for ever.
"""


@dataclass(frozen=True)
class Step:
    """One check: its name, the arguments of Python that run it, and what they need in the environment."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def steps(pytest_arguments: list[str]) -> tuple[Step, ...]:
    """Give all checks, the quick ones first."""
    i18n = str(ROOT / "script" / "i18n.py")
    return (
        Step("ruff check", ("-m", "ruff", "check", ".")),
        Step("ruff format", ("-m", "ruff", "format", "--check", ".")),
        Step("mypy", ("-m", "mypy")),
        Step("import-linter", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
        Step("catalogs compile", (i18n, "compile")),
        Step("catalogs check", (i18n, "check")),
        Step("pytest", ("-m", "pytest", "-q", *PARALLEL, *pytest_arguments), PYTEST_ENVIRONMENT),
    )


def run_steps(python: Path, checks: tuple[Step, ...]) -> int:
    """Run ``checks``; print what passed and what failed; give the exit status."""
    passed: list[str] = []
    for step in checks:
        print(f"== {step.name}", flush=True)
        started = time.monotonic()
        command = [str(python), *step.arguments]
        status = subprocess.run(command, cwd=ROOT, env={**os.environ, **step.environment}).returncode
        if status != 0:
            print(f"\nFAILED: {step.name} (exit status {status}).")
            print(f"Passed before it: {', '.join(passed) or 'nothing'}.")
            return 1
        passed.append(f"{step.name} {time.monotonic() - started:.1f} s")
    print(f"All checks passed: {', '.join(passed)}.")
    return 0


def main(arguments: list[str]) -> int:
    """Prepare the environment and run all checks; what follows ``--`` goes to pytest."""
    if arguments and arguments[0] != "--":
        print(__doc__, file=sys.stderr)
        return 2
    python = prepared(Installation(extras=("dev",)), OFFSCREEN_LIBRARIES)
    if python is None:
        return 1
    return run_steps(python, steps(arguments[1:]))


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
