"""What the packages for Debian and Windows and the offline folder are made of."""

import configparser
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from environment import ROOT

PACKAGING = ROOT / "packaging"
sys.path.append(str(PACKAGING))

import build_debian  # noqa: E402
import build_windows  # noqa: E402
import program_tree  # noqa: E402


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_what_the_program_never_loads_is_taken_out_of_a_tree(tmp_path: Path) -> None:
    put(
        tmp_path,
        "PySide6/QtCore.abi3.so",
        "PySide6/QtQuick.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "babel/locale-data/vi.dat",
        "babel/locale-data/fr.dat",
        "pip/__init__.py",
        "pip-26.3.dist-info/METADATA",
        "click/core.py",
        "click-8.5.1.dist-info/RECORD",
        "aiohttp/client.py",
        "aiohttp-3.14.5.dist-info/METADATA",
        "PIL/_imagingft.cp313-win_amd64.pyd",
    )
    program_tree.trim(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in program_tree.files_in(tmp_path)}
    assert left == {
        "PySide6/QtCore.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "babel/locale-data/vi.dat",
        "click/core.py",
    }


def test_every_part_of_qt_that_the_program_imports_stays_in_the_tree() -> None:
    imported = set()
    for path in (ROOT / "danvan_desktop").rglob("*.py"):
        imported |= set(re.findall(r"from PySide6\.Qt(\w+) import", path.read_text("utf-8")))
    assert imported <= set(program_tree._QT_MODULES)


def test_all_files_of_a_tree_bear_the_moment_of_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    put(tmp_path, "a/b.txt", "c.txt")
    program_tree.set_moments(tmp_path)
    assert {path.stat().st_mtime for path in tmp_path.rglob("*")} == {1_700_000_000}


def test_what_stands_in_for_the_network_is_enough_to_sign_and_check() -> None:
    program = f"""
import sys
sys.path.insert(0, {str(PACKAGING / "stand_ins")!r})
import aiohttp
import danvan_desktop.reports.signing.certificate
import danvan_desktop.reports.signing.checking
import danvan_desktop.reports.signing.signing
assert "stand_ins" in aiohttp.__file__
loaded = {{name.partition(".")[0] for name in sys.modules}}
assert not loaded & set({program_tree._NETWORK[1:]!r}), loaded
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_the_python_for_windows_keeps_what_sqlite_utils_loads() -> None:
    assert not {"_sqlite3.pyd", "sqlite3.dll"} & set(build_windows.UNUSED_BY_THE_PROGRAM)


def test_the_version_is_said_in_one_place() -> None:
    from danvan_desktop import __version__

    assert program_tree.version() == __version__


def test_wheels_of_another_python_are_asked_for_by_its_tags() -> None:
    options = program_tree.windows("3.13").pip_options
    assert options[options.index("--platform") + 1] == "win_amd64"
    assert "cp313" in options
    assert "3.13" in options


def test_the_debian_package_asks_for_the_python_that_its_libraries_are_made_for() -> None:
    told = build_debian.control("3.11", 200)
    assert "Version: 0.1.0~py311" in told
    assert "python3 (>= 3.11), python3 (<< 3.12)" in told
    assert "libxcb-cursor0" in told


def test_the_desktop_opens_bundles_and_updates_by_their_types() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "debian" / "danvan.desktop", encoding="utf-8")
    types = ElementTree.parse(PACKAGING / "debian" / "danvan.xml").getroot()
    assert entry["Desktop Entry"]["MimeType"] == "".join(f"{mime.get('type')};" for mime in types)
    globs = [glob.get("pattern") for mime in types for glob in mime if glob.tag.endswith("glob")]
    assert globs == ["*.danvan", "*.danvan-update"]


def test_what_software_centres_show_names_the_same_types_and_the_same_entry_of_the_menu() -> None:
    told = ElementTree.parse(PACKAGING / "debian" / "danvan.metainfo.xml").getroot()
    types = ElementTree.parse(PACKAGING / "debian" / "danvan.xml").getroot()
    assert [one.text for one in told.iter("mediatype")] == [mime.get("type") for mime in types]
    (launchable,) = told.iter("launchable")
    assert (PACKAGING / "debian" / str(launchable.text)).is_file()
    languages = {one.get("{http://www.w3.org/XML/1998/namespace}lang", "vi") for one in told.iter("summary")}
    assert languages == {"vi", "en"}


def test_the_copyright_of_the_debian_package_names_the_licence_of_every_font() -> None:
    told = (PACKAGING / "debian" / "copyright").read_text("utf-8")
    patterns = re.findall(r"^Files: usr/lib/danvan/danvan_desktop/_data/(\S+)$", told, re.MULTILINE)
    fonts = {path for path in (ROOT / "resources" / "fonts").iterdir() if path.suffix in {".otf", ".ttf"}}
    assert {path for pattern in patterns for path in ROOT.glob(pattern)} == fonts
    assert {"License: MIT", "License: OFL-1.1"} <= set(told.splitlines())


def test_what_is_new_is_told_as_debian_has_it_in_any_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796054400")
    first, _, *lines, _, last = build_debian.changes("3.11").splitlines()
    assert first == f"danvan ({program_tree.version()}~py311) stable; urgency=medium"
    assert last == f" -- {build_debian.MAINTAINER}  Mon, 30 Nov 2026 16:00:00 +0000"
    assert lines
    assert all(line.startswith(("  * ", "    ")) and len(line) <= 80 for line in lines)


def test_each_remark_about_the_debian_package_that_is_passed_over_has_its_reason() -> None:
    before = ""
    for line in (PACKAGING / "debian" / "danvan.lintian-overrides").read_text("utf-8").splitlines():
        assert line.startswith(("# ", "danvan: "))
        assert line.startswith("# ") or before
        before = line


def test_what_is_downloaded_for_windows_has_its_hash() -> None:
    for name in ("python.lock", "compiler.lock"):
        text = (PACKAGING / "windows" / name).read_text("utf-8")
        assert text.count("==") == text.count("--hash=sha256:") == 1


def test_an_archive_that_is_no_python_for_windows_is_refused(tmp_path: Path) -> None:
    given = tmp_path / "python.zip"
    with zipfile.ZipFile(given, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(build_windows.WrongArchive):
        build_windows.unpack_python(tmp_path / "python", given)


def test_the_start_files_of_the_offline_folder_ask_no_network() -> None:
    for name in ("danvan.sh", "danvan.bat"):
        assert "PIP_NO_INDEX=1" in (PACKAGING / "offline" / name).read_text("utf-8")


def test_types_of_the_builders_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "packaging" in settings["tool"]["mypy"]["files"]


def test_a_setup_that_runs_out_of_room_says_so_first_and_leaves_nothing_half_behind() -> None:
    """Tried by ``try_windows.py``; here only that nothing of it is lost."""
    script = (PACKAGING / "windows" / "setup.nsi").read_text("utf-8")
    failed = script.partition("Function .onInstFailed")[2].partition("FunctionEnd")[0]
    # A folder in which a program stands is not removed.
    assert failed.split() == ["SetOutPath", '"$TEMP"', "RMDir", "/r", '"$INSTDIR.moi"']
    assert script.index("GetDiskFreeSpaceExW") < script.index('File /r "${TREE}')
