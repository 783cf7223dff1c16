"""What a release is made of, and how its files are held against their checksums."""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import release
from environment import ROOT
from hatchling.builders.sdist import SdistBuilder

from danvan_desktop import __version__


def test_wheel_and_sources_are_built_checked_and_summed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    release.release(out, ["wheel"])
    assert sorted(path.suffix for path in out.iterdir()) == ["", ".gz", ".whl"]
    assert release.wrong_files(out) == []
    sums = (out / "SHA256SUMS").read_bytes()
    release.release(out, ["wheel"])
    assert (out / "SHA256SUMS").read_bytes() == sums


def test_the_sources_are_all_that_is_committed_whatever_lies_in_the_folders_beside(tmp_path: Path) -> None:
    clone, names = tmp_path / "clone", [Path(".gitignore"), Path("pyproject.toml"), Path("danvan_desktop/__init__.py")]
    names += [path.relative_to(ROOT) for path in (ROOT / "packaging").rglob("*.*") if path.suffix != ".pyc"]
    for name in names:
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, clone / name)
    (clone / "dist" / "roots").mkdir(parents=True)
    try:
        # As what runs in a root of a trial is at work in a folder, seen below /proc.
        (clone / "dist" / "roots" / "cwd").symlink_to(clone / "packaging" / "windows", target_is_directory=True)
    except OSError:
        pytest.skip("links are not to be had here")
    builder = SdistBuilder(str(clone))
    assert {file.distribution_path for file in builder.recurse_included_files()} == {name.as_posix() for name in names}


def test_advisories_are_told_beside_the_checksums_and_summed(tmp_path: Path) -> None:
    package = {"ecosystem": "PyPI", "name": "reportlab"}
    events = [{"introduced": "0"}]
    affected = [{"package": package, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]
    data = tmp_path / "made.zip"
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.json", json.dumps({"id": "MADE-1", "summary": "Mạo hiểm", "affected": affected}))
    release.release(tmp_path / "out", [], advisories=data)
    summary, finding = (tmp_path / "out" / "ADVISORIES.txt").read_text("utf-8").splitlines()
    assert summary.endswith("held against 1 advisories: 1 findings")
    assert finding.startswith("reportlab ")
    assert finding.endswith("Mạo hiểm")
    assert release.wrong_files(tmp_path / "out") == []
    with pytest.raises(release.NotReleasable, match=r"no advisories were checked: .*none\.zip"):
        release.release(tmp_path / "out", [], advisories=tmp_path / "none.zip")


def test_a_folder_of_somebody_is_not_taken_for_a_release(tmp_path: Path) -> None:
    letter = tmp_path / "thu.txt"
    letter.write_text("Thư", "utf-8")
    with pytest.raises(release.NotReleasable, match="something else"):
        release.release(tmp_path, ["wheel"])
    assert letter.read_text("utf-8") == "Thư"


def test_files_that_were_changed_lost_or_added_are_told(tmp_path: Path) -> None:
    for name in ("a.deb", "b.exe", "c d.zip"):
        (tmp_path / name).write_text(name, "utf-8")
    release.write_sums(tmp_path)
    assert release.wrong_files(tmp_path) == []
    (tmp_path / "a.deb").write_text("khác", "utf-8")
    (tmp_path / "b.exe").unlink()
    (tmp_path / "x.exe").touch()
    assert release.wrong_files(tmp_path) == ["a.deb", "b.exe", "x.exe"]


def test_what_two_builds_do_not_share_is_told(tmp_path: Path) -> None:
    for name, content in (("one", "a"), ("other", "b")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.whl").write_text("như nhau", "utf-8")
        (folder / "b.deb").write_text(content, "utf-8")
        release.write_sums(folder)
    assert release.different_files(tmp_path / "one", tmp_path / "one") == []
    (tmp_path / "other" / "c.exe").touch()
    release.write_sums(tmp_path / "other")
    assert release.different_files(tmp_path / "one", tmp_path / "other") == ["b.deb", "c.exe"]


def test_an_archive_of_a_folder_is_the_same_whenever_it_is_made(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "danvan-offline"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "danvan.sh").write_text("#!/bin/sh\n", "utf-8")
    (folder / "a.whl").write_bytes(b"x")
    release.zip_folder(folder, tmp_path / "1.zip")
    os.utime(folder / "a.whl", (1, 1))
    release.zip_folder(folder, tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.namelist() == ["danvan-offline/a.whl", "danvan-offline/b/danvan.sh"]
        assert archive.getinfo("danvan-offline/b/danvan.sh").external_attr >> 16 == 0o100755


def test_a_release_wants_a_committed_tree_and_a_told_version() -> None:
    told = f"# Changes\n\n## {__version__} (2026-12-01)\n"
    release.require_releasable(told, "")
    with pytest.raises(release.NotReleasable, match="commit"):
        release.require_releasable(told, " M README.md\n")
    with pytest.raises(release.NotReleasable, match="CHANGELOG"):
        release.require_releasable("## Unreleased\n", "")


def test_the_version_stands_in_one_place() -> None:
    sources = [ROOT / "pyproject.toml", *(ROOT / "packaging").rglob("*"), *(ROOT / "danvan_desktop").rglob("*.py")]
    written = re.compile(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])")
    holders = [path for path in sources if path.is_file() and path.suffix != ".lock" and _has(path, written)]
    assert holders == [ROOT / "danvan_desktop" / "__init__.py"]


def _has(path: Path, words: re.Pattern[str]) -> bool:
    try:
        return words.search(path.read_text("utf-8")) is not None
    except UnicodeDecodeError:
        return False
