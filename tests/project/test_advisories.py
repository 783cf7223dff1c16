"""What is locked against advisories: made ones, since the real ones change by the day."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import advisories
import pytest
from advisories import Part, check, locked_parts
from environment import ROOT

PARTS = (Part("made-package", "2.1"), Part("other", "1.0"))


def advisory(*events: dict[str, str], **told: Any) -> dict[str, Any]:
    """Give an advisory of the made package with one range."""
    package = {"ecosystem": told.pop("ecosystem", "PyPI"), "name": told.pop("name", "Made_Package")}
    ranges = [{"type": told.pop("type", "ECOSYSTEM"), "events": list(events)}]
    affected = [{"package": package, "ranges": ranges, "versions": told.pop("versions", [])}]
    return {"id": "MADE-1", "aliases": ["CVE-1"], "summary": "Made up", "affected": affected, **told}


def folder_of(folder: Path, *told: dict[str, Any]) -> Path:
    """Write an export as a folder."""
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(told):
        (folder / f"{number}.json").write_text(json.dumps(one), "utf-8")
    return folder


SINCE = {"introduced": "0"}
HITS = {
    "no end": [advisory(SINCE)],
    "fixed later": [advisory(SINCE, {"fixed": "2.2"})],
    "last affected is ours": [advisory(SINCE, {"last_affected": "2.1"})],
    "written otherwise": [advisory({"introduced": "2.1.0"}, {"fixed": "2.1.1"})],
    "events in any order": [advisory({"fixed": "2.2"}, {"introduced": "2.0"})],
    "begins again": [advisory(SINCE, {"fixed": "1.0"}, {"introduced": "2.0"})],
    "named alone": [advisory(versions=["2.1"])],
}
MISSES = {
    "fixed at ours": [advisory(SINCE, {"fixed": "2.1"})],
    "fixed before": [advisory(SINCE, {"fixed": "2.0.9"})],
    "ended before": [advisory(SINCE, {"last_affected": "2.0"})],
    "begins later": [advisory({"introduced": "2.2"})],
    "between": [advisory(SINCE, {"fixed": "1.0"}, {"introduced": "3.0"})],
    "withdrawn": [advisory(SINCE, withdrawn="2026-01-01T00:00:00Z")],
    "of another ecosystem": [advisory(SINCE, ecosystem="npm")],
    "of another package": [advisory(SINCE, name="made-packages")],
    "of commits": [advisory(SINCE, type="GIT")],
    "of no version": [advisory({"introduced": "never"})],
    "of wrong types": [{"id": "MADE-2", "affected": [7, {"package": []}, {"package": {"ecosystem": "PyPI"}}]}],
}


@pytest.mark.parametrize("told", HITS.values(), ids=HITS)
def test_a_version_that_an_advisory_names_is_found(tmp_path: Path, told: list[dict[str, Any]]) -> None:
    (finding,), read = check(PARTS, folder_of(tmp_path / "osv", *told))
    assert (finding.part, finding.advisory, finding.aliases, read) == (PARTS[0], "MADE-1", ("CVE-1",), 1)


@pytest.mark.parametrize("told", MISSES.values(), ids=MISSES)
def test_a_version_that_no_advisory_names_is_not(tmp_path: Path, told: list[dict[str, Any]]) -> None:
    assert check(PARTS, folder_of(tmp_path / "osv", *told)) == ([], 1)


def test_the_python_of_windows_is_held_against_advisories_that_name_no_package(tmp_path: Path) -> None:
    ranges = [{"type": "GIT", "repo": "https://github.com/python/cpython", "events": [SINCE]}]
    told = {"id": "PSF-1", "affected": [{"ranges": ranges, "versions": ["v3.13.0"]}]}
    parts = (Part("python", "3.13.0"), Part("python", "3.13.9"), Part("other", "3.13.0"))
    (finding,), _read = check(parts, folder_of(tmp_path / "osv", told))
    assert finding.part == parts[0]


def test_a_finding_is_one_line_with_what_mends_it_and_no_commands_for_the_terminal(tmp_path: Path) -> None:
    made = advisory(SINCE, {"fixed": "2.10"}, summary="Made\nup \x1b[31m")
    (finding,), _read = check(PARTS, folder_of(tmp_path / "osv", made))
    assert finding.line() == "made-package 2.1: MADE-1, CVE-1; fixed in 2.10; Made up  [31m"


def test_broken_files_are_passed_over_and_the_others_read(tmp_path: Path) -> None:
    data = folder_of(tmp_path / "osv", advisory(SINCE))
    for number, content in enumerate((b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"null", b'{"id": 7}')):
        (data / f"broken-{number}.json").write_bytes(content)
    findings, read = check(PARTS, data)
    assert (len(findings), read) == (1, 1)


def test_an_archive_is_read_where_it_lies_whatever_its_names_and_sizes_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisories, "LARGEST_ADVISORY", 10_000)
    data = tmp_path / "within" / "all.zip"
    data.parent.mkdir()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("../up.json", str(tmp_path / "absolute.json"), "C:\\drive.json", "CON.json"):
            archive.writestr(name, json.dumps(advisory(SINCE, id=name)))
        archive.writestr("bomb.json", b" " * 50_000_000)
        archive.writestr("readme.txt", json.dumps(advisory(SINCE)))
    findings, read = check(PARTS, data)
    assert (len(findings), read) == (4, 4)
    assert sorted(tmp_path.rglob("*")) == [data.parent, data]


@pytest.mark.parametrize("content", [None, b"", b"PK no archive", b"{}"])
def test_without_data_nothing_is_said_to_be_well(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "all.zip"
    if content is not None:
        data.write_bytes(content)
    assert advisories.main(["--data", str(data)]) == 2
    assert advisories.main(["--data", str(folder_of(tmp_path / "empty"))]) == 2
    assert advisories.main([]) == 2
    assert re.fullmatch(r"(no advisories were checked: .+\n){3}", capsys.readouterr().err)


def test_no_network_is_told_with_the_other_way(tmp_path: Path) -> None:
    with pytest.raises(advisories.NoData, match=r"was not reached .*--data FILE"):
        advisories.fetched(tmp_path / "all.zip", (tmp_path / "none.zip").as_uri())


def test_the_export_is_fetched_as_far_as_it_has_a_sane_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "export").write_bytes(b"x" * 5000)
    address = (tmp_path / "export").as_uri()
    assert advisories.fetched(tmp_path / "all.zip", address).stat().st_size == 5000
    monkeypatch.setattr(advisories, "LARGEST_EXPORT", 4999)
    with pytest.raises(advisories.NoData, match="larger"):
        advisories.fetched(tmp_path / "all.zip", address)


def test_all_locks_and_the_bill_of_materials_are_held_against_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {part.name: part.version for part in locked_parts(ROOT)}
    assert {"pytest", "reportlab", "ziglang", "python", "sqlcipher3", "sqlcipher"} <= parts.keys()
    locks = {str(path.relative_to(ROOT)) for folder in (".ci", "packaging") for path in (ROOT / folder).rglob("*.lock")}
    assert locks == set(advisories.LOCKS)
    data = folder_of(tmp_path / "osv", advisory(SINCE, name="ReportLab"))
    assert advisories.main(["--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.out == f"reportlab {parts['reportlab']}: MADE-1, CVE-1; no fixed version told; Made up\n"
    assert advisories.main(["--data", str(folder_of(tmp_path / "calm", advisory(SINCE, name="none-of-ours")))]) == 0
