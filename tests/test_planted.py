"""The search for planted names finds them in whatever form they stand."""

from __future__ import annotations

import base64
import gzip
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from danvan_desktop.domain.text import fold
from tests.planted import NAMES, holds, planted_in

_WAYS: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    lambda text: text.encode("utf-16-le"),
    lambda text: unicodedata.normalize("NFD", text).encode(),
    lambda text: text.upper().encode(),
    lambda text: fold(text).encode(),
    lambda text: json.dumps(f"ông {text}").encode(),
    lambda text: quote(text).encode(),
    lambda text: text.encode("ascii", "xmlcharrefreplace"),
    *(lambda text, n=n: base64.b64encode(b"." * n + text.encode()) for n in range(4)),
    lambda text: gzip.compress(text.encode()),
)


@pytest.mark.parametrize("way", _WAYS)
def test_a_name_is_found_in_every_form(way: Callable[[str], bytes]) -> None:
    assert holds(way(f"{NAMES[7]} phản ánh"))
    assert not holds(way("Trần Văn Bình phản ánh"))


def test_a_name_is_found_in_packages_names_and_links(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "so.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:t>{NAMES[3]}</w:t>")
    (tmp_path / f"Đơn của {NAMES[4]}.bin").write_bytes(b"")
    # Windows lets no officer make one.
    linked = os.name == "posix"
    if linked:
        (tmp_path / "link").symlink_to(f"/nowhere/{NAMES[5]}")
    (tmp_path / "other").write_bytes(b"Nguyen Van An")
    found = ["name of link"] * linked + [f"name of Đơn của {NAMES[4]}.bin", "so.docx"]
    assert sorted(planted_in(tmp_path)) == found
    assert planted_in(tmp_path, frozenset({".bin", ".docx", ""})) == []
