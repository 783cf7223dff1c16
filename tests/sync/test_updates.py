"""A newer version of the program from a file: what is taken, what is refused, and what stays when it is cut short."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.updates import (
    LARGEST_UPDATE,
    DamagedUpdate,
    ForgedUpdate,
    NotAnUpdate,
    UnfitUpdate,
    UpdateError,
    Version,
    refuse_bad_names,
)
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.sync import update_install
from danvan_desktop.sync.update_file import _MAGIC, describe_update, write_update
from danvan_desktop.sync.update_install import Installation
from danvan_desktop.versions import Choice, State, Versions
from tests.sync.killed_updater import MANY, files_of
from tests.updates import DAY, NEWS, ROOT, SYSTEM, public_half, small_tree, update_of

KEY = Ed25519PrivateKey.generate()
KEYS = [public_half(KEY)]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation("1.0", SYSTEM, Versions(tmp_path / "versions"))


@pytest.fixture
def update(tmp_path: Path) -> Path:
    return update_of(small_tree(tmp_path / "tree", "1.1"), tmp_path / "moi.danvan-update", "1.1", KEY)


def signed(path: Path, packed: bytes, **changed: Any) -> Path:
    """Write an update by hand whose program is any bytes, and whose manifest says what is asked."""
    import hashlib

    told = {
        "format": "danvan-update",
        "version": "1.1",
        "system": SYSTEM,
        "made_on": "2026-11-29",
        "news": ["Mới"],
        "size": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "files": 1,
        "unpacked": 1,
        **changed,
    }
    manifest = json.dumps(told).encode()
    head = _MAGIC + b"%08d\n" % len(manifest) + manifest
    path.write_bytes(head + KEY.sign(head) + packed)
    return path


def packed(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, content in members:
            archive.writestr(member, content)
    return out.getvalue()


def left_in(installation: Installation) -> set[str]:
    folder = installation.versions.folder
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_an_update_tells_its_version_its_day_and_what_is_new(update):
    told = describe_update(update, KEYS)
    assert (told.version, told.system, told.made_on, told.news) == (Version("1.1"), SYSTEM, DAY, NEWS)


def test_the_same_tree_day_and_key_give_the_same_bytes(tmp_path, update):
    again = update_of(tmp_path / "tree", tmp_path / "again", "1.1", KEY)
    assert again.read_bytes() == update.read_bytes()


def test_an_installed_update_is_chosen_for_the_next_start_and_the_running_program_stays(installation, update):
    installation.install(update, KEYS)
    assert installation.versions.choice() == Choice("1.1", "", State.NEW)
    assert left_in(installation) == {"1.1", "choice.json"}
    assert (installation.versions.tree("1.1") / "danvan_desktop" / "__main__.py").is_file()


def test_versions_that_neither_run_nor_are_the_one_before_make_room(installation, tmp_path, update):
    versions = installation.versions
    for version in ("0.8", "0.9", "1.0", ".partial"):
        small_tree(versions.tree(version), version)
    versions.choose(Choice("1.0", "0.9"))
    Installation("1.0", SYSTEM, versions, running="1.0").install(update, KEYS)
    assert left_in(installation) == {"0.9", "1.0", "1.1", "choice.json"}
    assert versions.choice() == Choice("1.1", "1.0", State.NEW)


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "0.9.9"])
def test_the_same_version_and_an_older_one_are_refused(installation, tmp_path, version):
    older = update_of(small_tree(tmp_path / "tree", version), tmp_path / "cu", version, KEY)
    with pytest.raises(UnfitUpdate) as refusal:
        installation.install(older, KEYS)
    assert "cũ hơn" in str(refusal.value) or "đang dùng đúng bản" in str(refusal.value)
    assert left_in(installation) == set()


def test_an_update_for_another_system_is_refused_with_both_names(installation, tmp_path):
    tree = small_tree(tmp_path / "tree", "1.1", "windows-x86_64-py313")
    other = update_of(tree, tmp_path / "win", "1.1", KEY, "windows-x86_64-py313")
    with pytest.raises(UnfitUpdate, match=r"windows-x86_64-py313.*linux-x86_64-py311"):
        installation.install(other, KEYS)
    assert left_in(installation) == set()


def test_a_program_that_no_setup_installed_takes_no_update(tmp_path, update):
    with pytest.raises(UnfitUpdate, match="mã nguồn"):
        Installation("1.0", "", Versions(tmp_path / "versions")).install(update, KEYS)


def test_what_another_key_signed_is_refused(installation, tmp_path):
    other = update_of(small_tree(tmp_path / "t", "1.1"), tmp_path / "la", "1.1", Ed25519PrivateKey.generate())
    with pytest.raises(ForgedUpdate, match="không do nơi phát hành"):
        installation.install(other, KEYS)


def test_a_program_without_a_key_takes_nothing(installation, update):
    with pytest.raises(ForgedUpdate, match="chưa có khóa"):
        installation.install(update, [])


def test_a_second_key_of_the_publisher_is_believed_too(installation, update):
    installation.install(update, [public_half(Ed25519PrivateKey.generate()), *KEYS])
    assert left_in(installation) == {"1.1", "choice.json"}


@pytest.mark.parametrize("share", [0, 5, 20, 60, 200, 90_000])
def test_a_torn_file_is_refused_wherever_it_ends(installation, update, share):
    whole = update.read_bytes()
    end = min(share, len(whole) - 1)
    update.write_bytes(whole[:end])
    with pytest.raises((DamagedUpdate, NotAnUpdate)):
        installation.install(update, KEYS)
    assert left_in(installation) == set()


def test_no_changed_byte_is_installed(installation, update):
    whole = update.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[place] ^= 1
        update.write_bytes(changed)
        with pytest.raises(UpdateError):
            installation.install(update, KEYS)
    assert left_in(installation) == set()


def test_bytes_behind_the_end_are_refused(installation, update):
    update.write_bytes(update.read_bytes() + b"x")
    with pytest.raises(DamagedUpdate):
        installation.install(update, KEYS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 zip", "Công văn".encode(), b"DANVAN-UPDATE-2\nrest"])
def test_other_files_are_told_as_what_they_are_not(installation, tmp_path, content):
    (tmp_path / "khac").write_bytes(content)
    with pytest.raises(NotAnUpdate):
        installation.install(tmp_path / "khac", KEYS)


def test_a_file_that_is_not_there_is_told_by_its_path(installation, tmp_path):
    with pytest.raises(NotAnUpdate, match="không thấy tệp"):
        installation.install(tmp_path / "mat", KEYS)


def test_what_is_too_large_is_refused_before_it_is_read(installation, tmp_path):
    large = signed(tmp_path / "lon", b"x", size=LARGEST_UPDATE + 1)
    with pytest.raises(DamagedUpdate, match="quá mức"):
        installation.install(large, KEYS)


@pytest.mark.parametrize(
    "changed",
    [
        {"version": "1"},
        {"version": "../1.1"},
        {"version": "1.01"},
        {"system": "../x"},
        {"news": ["a\nb"]},
        {"format": "danvan-bundle"},
        {"more": 1},
        {"files": 0},
        {"size": -1},
        {"made_on": "hôm nay"},
    ],
)
def test_a_signed_manifest_that_makes_no_sense_is_refused(installation, tmp_path, changed):
    with pytest.raises(DamagedUpdate):
        installation.install(signed(tmp_path / "la", b"x", **changed), KEYS)


@pytest.mark.parametrize(
    "name",
    [
        "../ra-ngoai.py",
        "danvan_desktop/../../ra.py",
        "/etc/passwd",
        "C:/x.py",
        "a\\b.py",
        "a//b.py",
        "./a.py",
        "a/",
        "con.py",
        "a/NUL",
        "a./b",
        "a ",
        "a\x00b",
        "a:b",
        "x" * 201,
        "",
    ],
)
def test_a_name_that_leads_out_of_its_folder_or_means_something_else_is_refused(name):
    with pytest.raises(DamagedUpdate):
        refuse_bad_names([name])


@pytest.mark.parametrize("names", [["a.py", "A.PY"], ["a", "a/b"], ["a/b", "a"], ["x/y", "X"]])
def test_names_that_would_be_one_file_are_refused(names):
    with pytest.raises(DamagedUpdate):
        refuse_bad_names(names)


def test_a_hostile_archive_of_the_publisher_itself_writes_nothing_outside(installation, tmp_path):
    for name in ("../../pwned.txt", str(tmp_path / "pwned.txt"), "a\\..\\..\\pwned.txt"):
        bad = signed(tmp_path / "xau", packed((name, b"x")))
        with pytest.raises(DamagedUpdate, match="không được phép"):
            installation.install(bad, KEYS)
    assert not list(tmp_path.rglob("pwned*"))
    assert left_in(installation) == set()


def test_links_are_no_files_of_a_program(installation, tmp_path):
    link = zipfile.ZipInfo("lib.so")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with pytest.raises(DamagedUpdate):
        installation.install(signed(tmp_path / "lien-ket", packed((link, b"x"))), KEYS)


def test_a_member_that_inflates_to_more_than_it_says_is_stopped(installation, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 5_000_000)
    content = bytearray(out.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + place, 1)
    with pytest.raises(DamagedUpdate):
        installation.install(signed(tmp_path / "bom", bytes(content)), KEYS)
    assert left_in(installation) == set()


def test_a_tree_that_is_another_version_or_no_program_is_refused(installation, tmp_path):
    for number, (said, is_) in enumerate((("1.2", "1.1"), ("1.1", "1.0"))):
        tree = small_tree(tmp_path / f"tree{number}", is_)
        with pytest.raises(DamagedUpdate):
            installation.install(update_of(tree, tmp_path / "sai", said, KEY), KEYS)
    (tmp_path / "rong").mkdir()
    (tmp_path / "rong" / "a.txt").write_text("x")
    with pytest.raises(DamagedUpdate):
        installation.install(update_of(tmp_path / "rong", tmp_path / "sai", "1.1", KEY), KEYS)
    assert left_in(installation) == set()


def test_a_full_disk_is_told_and_leaves_nothing(installation, update, monkeypatch):
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(update_install, "_unpack_all", full)
    with pytest.raises(UpdateError, match="ổ đĩa đã đầy"):
        installation.install(update, KEYS)
    assert left_in(installation) == set()


def test_a_drive_without_room_is_told_before_anything_is_unpacked(installation, update, monkeypatch):
    def never(*_arguments: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr("danvan_desktop.store.errors.free_bytes", lambda _path: 100)
    monkeypatch.setattr(update_install, "copy_program", never)
    monkeypatch.setattr(Installation, "plan", lambda _self, path, keys: describe_update(path, keys))
    with pytest.raises(StoreFull, match="Ổ đĩa đã đầy"):
        installation.install(update, KEYS)
    assert left_in(installation) == set()


def test_two_windows_that_install_at_once_leave_one_whole_version(tmp_path):
    files = {f"lib/m{number}.py": f"x = {number}\n" for number in range(300)}
    tree = small_tree(tmp_path / "tree", "1.1", files=files)
    update = update_of(tree, tmp_path / "moi", "1.1", KEY)
    for round_ in range(3):
        versions = Versions(tmp_path / f"versions{round_}")
        with ThreadPoolExecutor(4) as windows:
            jobs = [windows.submit(Installation("1.0", SYSTEM, versions).install, update, KEYS) for _ in range(4)]
            assert [job.result().version.text for job in jobs] == ["1.1"] * 4
        assert versions.choice() == Choice("1.1", "", State.NEW)
        assert files_of(versions.tree("1.1")) == files_of(tree)
        assert {path.name for path in versions.folder.iterdir()} == {"1.1", "choice.json"}


def test_a_version_in_which_another_window_works_is_not_touched(installation, tmp_path, update):
    versions = installation.versions
    tree = small_tree(versions.tree("1.1"), "1.1", files={"loaded.txt": "x"})
    versions.choose(Choice("1.1", "", State.WELL))
    assert installation.install(update, KEYS).version.text == "1.1"
    assert (tree / "loaded.txt").is_file()
    assert versions.choice() == Choice("1.1", "", State.WELL)


def test_a_version_that_the_system_holds_stays_whole(installation, tmp_path, update, monkeypatch):
    versions = installation.versions
    held = small_tree(versions.tree("1.1"), "1.1")
    old = small_tree(versions.tree("0.9"), "0.9")
    before = files_of(held), files_of(old)
    versions.choose(Choice("1.1", "", State.BEGUN))
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path in (held, old):
            raise PermissionError(13, "Access is denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(UpdateError, match="đang mở ở một cửa sổ khác"):
        installation.install(update, KEYS)
    assert (files_of(held), files_of(old)) == before
    assert versions.choice() == Choice("1.1", "", State.BEGUN)


def test_no_signing_for_what_no_reader_would_take(tmp_path):
    tree = small_tree(tmp_path / "tree", "1.1")
    for version, system in (("v1", SYSTEM), ("1.1", "a b")):
        with pytest.raises(ValueError, match=r"version|manifest"):
            write_update(tree, tmp_path / "x", version=version, system=system, news=NEWS, key=KEY, made_on=DAY)
    assert not (tmp_path / "x").exists()
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_at_any_step_leaves_a_version_that_is_whole(tmp_path):
    tree = small_tree(tmp_path / "tree", "1.2", files=MANY)
    update = update_of(tree, tmp_path / "moi", "1.2", KEY)
    command = [sys.executable, "-m", "tests.sync.killed_updater", str(tmp_path), str(update), KEYS[0].hex()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 25
    assert set(lines) == {"1.1 well True", "1.2 new True"}
    assert lines[-1] == "1.2 new True"
