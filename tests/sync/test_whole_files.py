"""A file that others rely on is on the medium before it gets its name."""

import os
import sys
from pathlib import Path

import pytest

from danvan_desktop.sync.files import write_whole


def test_content_and_name_are_forced_to_the_medium_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, told = tmp_path / "xa.danvan", list[str]()
    to_the_medium = os.fsync

    def noted(descriptor: int) -> None:
        what = "folder" if os.path.isdir(descriptor) else "content"  # noqa: PTH112 - an open descriptor
        told.append(f"{what}, {'named' if out.exists() else 'not named yet'}")
        to_the_medium(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    write_whole(out, lambda file: file.write(b"noi dung") and None, lambda file: None)
    of_folder = [] if sys.platform == "win32" else ["folder, named"]  # Windows forces no folder
    assert told == ["content, not named yet", *of_folder]
    assert out.read_bytes() == b"noi dung"
