"""A list that stays inside the unit says so when it is taken out and when it is loaded."""

import json
from pathlib import Path

from tests.cli.conftest import Danvan

SAID = "chỉ dùng trong đơn vị"


def test_taking_out_and_loading_say_that_it_stays_inside(danvan: Danvan, commune: str, tmp_path: Path) -> None:
    member = {"full_name": "Giàng Thị Mẩy", "role": "prestige", "ethnic": "Mông Khe", "birth_year": 1960}
    assert danvan("add", "network_member", "--json-file", "-", stdin=json.dumps(member)).exit_code == 0
    out = tmp_path / "luc-luong.csv"
    dumped = danvan("dump", "--kind", "network_member", "--out", str(out))
    assert SAID in dumped.output
    assert "Mông Khe" not in out.read_text("utf-8-sig")
    loaded = danvan("load", str(out), "--kind", "network_member", "--dry-run")
    assert SAID in loaded.output
    listed = danvan("list", "network_member", "--json")
    assert "Giàng Thị Mẩy" in listed.stdout
    assert "Mông Khe" not in listed.stdout


def test_other_lists_say_nothing_of_the_kind(danvan: Danvan, commune: str, tmp_path: Path) -> None:
    assert SAID not in danvan("dump", "--kind", "plan", "--out", str(tmp_path / "ke-hoach.csv")).output


def test_a_loaded_row_is_refused_with_the_field_named(danvan: Danvan, commune: str, tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text("Họ và tên,Vai trò,Đơn vị,Năm sinh\nLò Văn Én,Già làng,Xã Đông Sơn,2150\n", "utf-8")
    loaded = danvan("load", str(path), "--kind", "network_member")
    assert loaded.exit_code != 0
    assert "Năm sinh: không được quá 2.100" in (tmp_path / "ds-dong-loi.csv").read_text("utf-8-sig")
