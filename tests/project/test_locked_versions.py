import re
import tomllib

import pytest
from environment import LOCK, ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    Requirement(text)
    for text in (
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    )
]
LINES = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
PINS = {canonicalize_name(pin.name): pin for pin in map(Requirement, LINES)}


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_every_direct_requirement_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    (pin,) = PINS[canonicalize_name(requirement.name)].specifier
    assert pin.operator == "=="
    assert requirement.specifier.contains(pin.version)


def test_the_lock_names_only_packages_and_versions() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+( ; .+)?", line)] == []
