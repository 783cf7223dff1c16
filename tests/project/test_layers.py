import tomllib

import pytest
from environment import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
PACKAGES = {path.parent.name for path in (ROOT / "danvan_desktop").glob("*/__init__.py")}


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("Qt only under ui", "ui"),
        ("SQL only under store", "store"),
        ("SQL for PostgreSQL only under province", "province"),
    ],
)
def test_a_new_package_falls_under_the_import_contracts(name: str, allowed: str) -> None:
    (contract,) = [contract for contract in CONTRACTS if contract["name"] == name]
    covered = {module.removeprefix("danvan_desktop.") for module in contract["source_modules"]}
    assert PACKAGES - {allowed} <= covered
