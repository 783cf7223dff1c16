"""What Windows says of files, and files that it holds for moments."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.localization import Translator
from danvan_desktop.reports.output import OutputError, replacing
from danvan_desktop.store.durable_files import replace_with_retries
from danvan_desktop.store.errors import StoreFull, fault_of_system, reason_of
from danvan_desktop.store.system_faults import cause_of
from danvan_desktop.versions import Choice, State, Versions


class ErrorOfWindows(OSError):
    """As Python raises it there, where alone it has this attribute."""

    winerror = 0


def error_of_windows(number: int, told: int, path: str = "E:\\a.danvan") -> OSError:
    error = ErrorOfWindows(told, "told by the system", path)
    error.winerror = number
    return error


def test_a_stick_with_its_switch_on_is_told_from_a_missing_right(tmp_path: Path) -> None:
    protected = error_of_windows(19, errno.EACCES)
    assert "chỉ cho phép đọc" in Translator("vi")(reason_of(protected))
    with pytest.raises(OutputError, match="chỉ cho phép đọc"), replacing(tmp_path / "a.pdf"):
        raise protected


def test_both_words_of_windows_for_a_full_disk_are_known() -> None:
    for number in (39, 112):
        assert isinstance(fault_of_system(error_of_windows(number, errno.EINVAL), None), StoreFull)


@pytest.mark.parametrize("number", [362, 388, 426])
def test_a_file_that_onedrive_has_not_brought_is_told_as_such(tmp_path: Path, number: int) -> None:
    """Windows shows it with its name and size; it cannot be read without a network."""
    withheld = error_of_windows(number, errno.EINVAL)
    assert "OneDrive" in Translator("vi")(reason_of(withheld))
    with pytest.raises(OutputError, match="OneDrive"), replacing(tmp_path / "a.pdf"):
        raise withheld


def test_a_path_that_is_too_long_is_not_told_as_missing(tmp_path: Path) -> None:
    assert cause_of(error_of_windows(206, errno.ENOENT)) == errno.ENAMETOOLONG
    assert cause_of(error_of_windows(3, errno.ENOENT, "C:\\" + "thư mục\\" * 40)) == errno.ENAMETOOLONG
    assert cause_of(error_of_windows(3, errno.ENOENT)) == errno.ENOENT
    with pytest.raises(OutputError, match="quá dài"), replacing(tmp_path / "a.pdf"):
        raise error_of_windows(206, errno.ENOENT)


def test_a_file_that_a_scanner_holds_for_a_moment_is_renamed_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial, target = tmp_path / ".a.part", tmp_path / "a"
    partial.write_text("mới", "utf-8")
    target.write_text("cũ", "utf-8")
    refusals = _refuse(monkeypatch, 2)
    replace_with_retries(partial, target, waits=(0, 0, 0))
    assert target.read_text("utf-8") == "mới"
    assert refusals == []


HOLDING = "import sys, time; file = open(sys.argv[1]); print('held', flush=True); time.sleep(float(sys.argv[2]))"


@contextmanager
def held_by_another_program(path: Path, seconds: float) -> Iterator[None]:
    """Let another process have a file open, as a scanner or OneDrive has it; Windows then renames nothing over it."""
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(path), str(seconds)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        try:
            yield
        finally:
            other.kill()


def test_a_file_that_another_program_has_open_for_a_moment_is_replaced_after_all(tmp_path: Path) -> None:
    partial, target = tmp_path / ".a.part", tmp_path / "a"
    partial.write_text("mới", "utf-8")
    target.write_text("cũ", "utf-8")
    with held_by_another_program(target, 0.5):
        replace_with_retries(partial, target)
    assert target.read_text("utf-8") == "mới"


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere an open file can be replaced")
def test_a_file_that_another_program_keeps_open_is_refused_in_words_and_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_text("cũ", "utf-8")
    with held_by_another_program(target, 300):
        with pytest.raises(OutputError, match="đang mở"), replacing(target) as stream:
            stream.write(b"x")
        assert target.read_text("utf-8") == "cũ"


def test_a_file_that_is_held_for_long_is_refused_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    partial, target = tmp_path / ".a.part", tmp_path / "a"
    partial.write_text("mới", "utf-8")
    target.write_text("cũ", "utf-8")
    _refuse(monkeypatch, 9)
    with pytest.raises(PermissionError):
        replace_with_retries(partial, target, waits=(0, 0))
    assert target.read_text("utf-8") == "cũ"


def test_the_choice_of_a_version_is_written_though_a_scanner_holds_the_former_one_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that did not start would else not be taken back: the next start would try it again."""
    versions = Versions(tmp_path)
    versions.choose(Choice("1.1", "", State.BEGUN))
    monkeypatch.setattr(replace_with_retries, "__defaults__", ((0, 0, 0),))
    refusals = _refuse(monkeypatch, 2)
    assert versions.take_back().taken_back == "1.1"
    assert (versions.choice().version, refusals) == ("", [])


def _refuse(monkeypatch: pytest.MonkeyPatch, times: int) -> list[PermissionError]:
    refusals = [PermissionError(errno.EACCES, "held") for _ in range(times)]
    replace = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    return refusals
