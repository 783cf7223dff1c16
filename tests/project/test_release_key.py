"""The key that updates are signed with: made outside the repository, and of use only where the program knows it."""

import subprocess
import sys
from pathlib import Path

import pytest
import release
import release_key
from environment import ROOT

from danvan_desktop.domain.updates import ForgedUpdate
from danvan_desktop.sync.update_file import describe_update
from tests.updates import small_tree

WORDS = "mật khẩu của nơi phát hành"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    path = tmp_path / "release-keys.txt"
    path.write_text("# keys\n", encoding="utf-8")
    return path


def test_a_key_is_made_for_its_owner_alone_and_its_public_half_is_written(tmp_path: Path, public: Path) -> None:
    file = tmp_path / "key.pem"
    half = release_key.make_key(file, WORDS, public)
    assert public.read_text("utf-8") == f"# keys\n{half}\n"
    assert file.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert b"ENCRYPTED" in file.read_bytes()
    assert release_key.public_half(release_key.read_key(file, WORDS, public)) == half
    with pytest.raises(FileExistsError):
        release_key.make_key(file, WORDS, public)


def test_what_would_not_be_taken_or_kept_is_refused(tmp_path: Path, public: Path) -> None:
    with pytest.raises(release_key.WrongKey, match="repository"):
        release_key.make_key(ROOT / "key.pem", WORDS, public)
    with pytest.raises(release_key.WrongKey, match="12 characters"):
        release_key.make_key(tmp_path / "key.pem", "ngắn", public)
    release_key.make_key(tmp_path / "key.pem", WORDS, public)
    with pytest.raises(release_key.WrongKey, match="wrong passphrase"):
        release_key.read_key(tmp_path / "key.pem", "khác", public)
    public.write_text("", encoding="utf-8")
    with pytest.raises(release_key.WrongKey, match="no program would take"):
        release_key.read_key(tmp_path / "key.pem", WORDS, public)


def test_a_tree_is_signed_by_one_command_and_read_by_the_program(tmp_path: Path, public: Path) -> None:
    half = release_key.make_key(tmp_path / "key.pem", WORDS, public)
    (tmp_path / "words").write_text(f"{WORDS}\n", encoding="utf-8")
    (tmp_path / "news").write_text("Sổ mới\n\nNhanh hơn\n", encoding="utf-8")
    tree, out = small_tree(tmp_path / "tree", "1.1"), tmp_path / "moi.danvan-update"
    named = [
        "--public",
        public,
        "--key",
        tmp_path / "key.pem",
        "--news",
        tmp_path / "news",
        "--passphrase-file",
        tmp_path / "words",
    ]
    arguments = [tree, out, *named, "--made-on", "2026-11-29"]
    done = subprocess.run(
        [sys.executable, "script/sign_update.py", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    update = describe_update(out, [bytes.fromhex(half)])
    assert (update.version.text, update.news) == ("1.1", ("Sổ mới", "Nhanh hơn"))
    with pytest.raises(ForgedUpdate):
        describe_update(out, [bytes(32)])


def test_no_update_is_released_without_its_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "ROOT", tmp_path)
    with pytest.raises(release.NotReleasable, match="what is new"):
        release.build_updates(tmp_path, tmp_path / "key.pem", None)
