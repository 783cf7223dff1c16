import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from environment import ROOT

PRINT_ASSETS = """
from danvan_desktop.assets import catalog_dir, resource_path
print(resource_path("fonts", "LiberationSerif-Regular.ttf"))
print(catalog_dir() / "en" / "LC_MESSAGES" / "danvan.mo")
"""


def built_into(folder: Path, **surroundings: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, **surroundings})
    (built,) = folder.glob("danvan_desktop-*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_into(tmp_path_factory.mktemp("dist"))


def test_who_builds_the_wheel_again_gets_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = built_into(tmp_path, TZ="Asia/Ho_Chi_Minh", LC_ALL="C", PYTHONHASHSEED="7")
    assert again.read_bytes() == wheel.read_bytes()


def test_a_wheel_says_what_it_is_made_of(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        bill = json.loads(archive.read("danvan_desktop/_data/resources/components.cdx.json"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")


def test_an_installed_wheel_finds_its_fonts_and_catalogs(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_ASSETS], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    for line in printed.splitlines():
        assert Path(line).is_file()
        assert Path(line).is_relative_to(tmp_path / "danvan_desktop" / "_data")


def test_a_wheel_carries_the_licence_beside_the_fonts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("danvan_desktop/_data/resources/fonts/OFL.txt").decode()
    assert "Reserved Font Name Liberation" in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_a_wheel_has_the_command_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = [name for name in names if name.endswith("entry_points.txt")]
        assert "danvan = danvan_desktop.__main__:main" in archive.read(entry_points).decode()
    assert not [name for name in names if name.startswith(("tests/", "script/"))]


def test_a_wheel_brings_its_entry_in_the_menu_of_the_desktop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("share/applications/danvan.desktop")]
        assert "Exec=danvan %f\n" in archive.read(name).decode()


def test_a_wheel_brings_types_of_files_icon_and_pages_of_man(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shared = {name.partition(".data/data/")[2] for name in archive.namelist() if ".data/data/" in name}
    assert shared == {
        "share/applications/danvan.desktop",
        "share/icons/hicolor/scalable/apps/danvan.svg",
        "share/man/man1/danvan.1",
        "share/man/vi/man1/danvan.1",
        "share/metainfo/danvan.metainfo.xml",
        "share/mime/packages/danvan.xml",
    }


def test_a_wheel_has_the_pictures_that_its_guide_shows_and_no_others(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        pages = [archive.read(name).decode() for name in names if name.endswith(".md") and "/docs/guide/" in name]
    shown = {match for page in pages for match in re.findall(r"\]\(\.\./images/([^)]+)\)", page)}
    assert shown
    assert {name.partition("/docs/images/")[2] for name in names if "/docs/images/" in name} == shown
