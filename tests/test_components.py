"""What the program is made of: the shipped bill of materials against the lock and what is installed."""

import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
import sbom

from danvan_desktop.components import Component, components, licence_text

PARTS = components()
OF_THE_SOURCES = pytest.mark.skipif(
    sys.platform == "win32", reason="the bill is written, and held against the packages, where the lock is made"
)


@OF_THE_SOURCES
def test_the_bill_of_materials_is_what_the_lock_and_the_packages_say_today() -> None:
    told = sbom.json.loads(sbom.TARGET.read_text("utf-8"))
    assert told == sbom.json.loads(sbom.json.dumps(sbom.bill())), "run script/sbom.py"


@OF_THE_SOURCES
def test_every_package_that_the_program_needs_stands_in_it_with_all_hashes_of_the_lock() -> None:
    told = {part["name"]: part for part in sbom.bill()["components"] if "purl" in part}
    lock = sbom.locked()
    assert {"pyside6-essentials", "sqlcipher3", "cffi"} <= told.keys()
    for name, part in told.items():
        (reference,) = part["externalReferences"]
        assert part["version"] == lock[name].version == version(name)
        assert [one["content"] for one in reference["hashes"]] == list(lock[name].hashes) != []


def test_what_only_checks_need_is_no_part_of_the_program() -> None:
    assert not {"pytest", "mypy", "hatchling", "pikepdf"} & {part.name for part in PARTS}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_has_the_words_of_its_licence(part: Component) -> None:
    assert licence_text(part).strip()


def test_qt_comes_with_both_licences_that_the_lesser_one_consists_of() -> None:
    (qt,) = (part for part in PARTS if part.name == "Qt")
    text = licence_text(qt)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "TERMS AND CONDITIONS" in text


def test_the_words_of_a_licence_that_is_sold_are_not_given_for_the_free_one_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package of Qt for Windows brings those words and no others."""
    folder = tmp_path / "sold_and_free-1.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.4\nName: sold-and-free\nVersion: 1.0\n", "utf-8")
    (folder / "licenses" / "LicenseRef-Sold.txt").write_text("pay first", "utf-8")
    (folder / "RECORD").write_text(f"{folder.name}/METADATA,,\n{folder.name}/licenses/LicenseRef-Sold.txt,,\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    free = Component("Sold and free", "1.0", "LGPL-3.0-only", "sold-and-free")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence_text(free)
    assert "pay first" not in licence_text(free)
    assert licence_text(replace(free, licence="LicenseRef-Sold")) == "pay first"


def test_a_library_inside_a_package_has_its_own_licence_not_the_packages() -> None:
    (cipher,) = (part for part in PARTS if part.name == "SQLCipher")
    assert "ZETETIC" in licence_text(cipher)
    assert cipher.within == "sqlcipher3"
