import re
import tomllib
from pathlib import Path

import pytest
from environment import BUILD_PACKAGES, LOCK, ROOT, RUN_LOCK
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    Requirement(text)
    for text in (
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
        *PROJECT["project"]["optional-dependencies"]["province"],
    )
]
RUNNING = [*map(Requirement, PROJECT["project"]["dependencies"]), *map(Requirement, BUILD_PACKAGES)]


def entries(lock: Path) -> list[str]:
    """Return one line for each package, with its hashes."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", "")
    return [line for line in text.splitlines() if not line.startswith("#")]


def pins(lock: Path) -> dict[str, Requirement]:
    named = (Requirement(entry.partition("--hash")[0].strip()) for entry in entries(lock))
    return {canonicalize_name(pin.name): pin for pin in named}


PINS = pins(LOCK)


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_every_direct_requirement_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    (pin,) = PINS[canonicalize_name(requirement.name)].specifier
    assert pin.operator == "=="
    assert requirement.specifier.contains(pin.version)


@pytest.mark.parametrize("lock", [LOCK, RUN_LOCK], ids=lambda lock: lock.name)
def test_a_lock_names_only_packages_and_versions_each_with_its_hashes(lock: Path) -> None:
    form = r"[a-z0-9-]+==[0-9a-z.]+( ; [^-]+.*?)?( +--hash=sha256:[0-9a-f]{64})+ *"
    assert [entry for entry in entries(lock) if not re.fullmatch(form, entry)] == []


@pytest.mark.parametrize("requirement", RUNNING, ids=str)
def test_what_the_program_needs_is_in_its_own_lock(requirement: Requirement) -> None:
    assert canonicalize_name(requirement.name) in pins(RUN_LOCK)


def test_both_locks_hold_the_same_versions() -> None:
    assert {name: pin.specifier for name, pin in pins(RUN_LOCK).items()}.items() <= {
        name: pin.specifier for name, pin in PINS.items()
    }.items()
