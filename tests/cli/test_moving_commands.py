"""A village goes to another commune from the command line: told before, asked, taken, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Danvan
from tests.cli.test_device_commands import Office


@pytest.fixture
def office(danvan: Danvan, tmp_path: Path) -> Office:
    return Office(danvan, tmp_path)


class Reform:
    """A province and two communes that know each other's units, and a village below the first."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.unit: dict[str, str] = {}
        for store, unit, code, level in (
            ("tinh", "Tỉnh Bắc Ninh", "BN", "province"),
            ("son", "Xã Đông Sơn", "DS", "commune"),
            ("tien", "Xã Đông Tiến", "DT", "commune"),
        ):
            office.found(store, unit, code, level)
        for commune in ("son", "tien"):
            office.done("tinh", "peers", "add", office.card(commune), "--as", "new", "--yes")
            office.done(commune, "peers", "add", office.card("tinh"), "--as", "above", "--yes")
        self.round()
        self.round()
        self.unit = {one["name"]: one["uid"] for one in office.told("tien", "list", "unit")}
        self.village = office.add(
            "son", "unit", name="Thôn Đoài", kind="village", code="02", parent=self.unit["Xã Đông Sơn"]
        )

    def round(self) -> None:
        for source, target in (("son", "tinh"), ("tien", "tinh"), ("tinh", "son"), ("tinh", "tien")):
            self.office.send(source, target)

    def parent(self, store: str) -> str:
        return str(self.office.told(store, "get", self.village)["parent"])


@pytest.fixture
def reform(office: Office) -> Reform:
    return Reform(office)


def test_a_village_is_moved_taken_and_given_back(reform: Reform) -> None:
    office, under = reform.office, reform.unit["Xã Đông Tiến"]
    move = ("peers", "move", reform.village, "--under", under, "--from", "01/7/2026")
    told = office.run("son", *move, stdin="n\n")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "Thôn Đoài chuyển từ Xã Đông Sơn về Xã Đông Tiến, tính từ ngày 01/07/2026." in told.stderr
    assert "còn phải bấm nhận" in told.stderr
    assert "đưa tới: máy tinh" in told.stderr
    assert office.told("son", "peers", "moves") == []
    done = office.told("son", *move, "--yes")
    assert (done["state"], done["from"]) == ("offer", "2026-07-01")
    assert office.told("son", "peers", "moves")[0]["state"] == "from_us"
    reform.round()
    (waiting,) = office.told("tien", "peers", "moves")
    assert (waiting["unit"], waiting["state"]) == (reform.village, "to_us")
    assert "máy này nhận" in office.done("tien", "peers", "moves")
    asked = office.run("tien", "peers", "answer-move", reform.village, "--accept", stdin="y\n")
    assert (asked.exit_code, asked.stdout.strip()) == (0, reform.village), asked.output
    assert "Phần nội bộ của Xã Đông Sơn ở lại Xã Đông Sơn." in asked.stderr
    reform.round()
    reform.round()
    refused = office.refused("son", "set", reform.village, "households=5")
    assert "không được ghi sổ cho Thôn Đoài" in refused
    office.done("tien", "set", reform.village, "households=5")
    office.done("tien", "peers", "move", reform.village, "--under", reform.unit["Xã Đông Sơn"], "--yes")
    reform.round()
    office.done("son", "peers", "answer-move", reform.village, "--accept", "--yes")
    assert reform.parent("son") == reform.unit["Xã Đông Sơn"]


def test_a_move_is_taken_back_or_refused(reform: Reform) -> None:
    office, under = reform.office, reform.unit["Xã Đông Tiến"]
    move = ("peers", "move", reform.village, "--under", under, "--yes")
    office.done("son", *move)
    assert "--accept" in office.run("son", "peers", "answer-move", reform.village, "--yes").stderr
    assert "không có việc chuyển" in office.refused("son", "peers", "answer-move", reform.village, "--accept", "--yes")
    assert office.done("son", "peers", "answer-move", reform.village, "--refuse", "--yes") == reform.village
    assert reform.parent("son") == reform.unit["Xã Đông Sơn"]
    assert "không có việc chuyển" in office.refused("son", "peers", "answer-move", reform.village, "--refuse", "--yes")


def test_the_province_moves_at_once(reform: Reform) -> None:
    office, under = reform.office, reform.unit["Xã Đông Tiến"]
    reform.round()
    told = office.run("tinh", "peers", "move", reform.village, "--under", under, stdin="y\n")
    assert told.exit_code == 0, told.output
    assert "Có hiệu lực ngay" in told.stderr
    reform.round()
    assert office.told("tien", "peers", "moves") == []
    office.done("tien", "set", reform.village, "households=7")


def test_what_cannot_be_is_refused_in_one_line(reform: Reform) -> None:
    office, under = reform.office, reform.unit["Xã Đông Tiến"]
    move = ("peers", "move", reform.village, "--yes", "--under")
    assert "đang thuộc Xã Đông Sơn" in office.refused("son", *move, reform.unit["Xã Đông Sơn"])
    assert "chưa có đơn vị" in office.refused("son", *move, "01a22345-0016-855b-aea3-b21d94a4604e")
    assert "ngày" in office.refused("son", *move, under, "--from", "32/13/2026")
    reform.round()
    assert "chưa có đơn vị" in office.refused("tien", "peers", "move", "x", "--yes", "--under", under)


def test_two_communes_that_merge_are_one_office_by_pairing_and_one_merge(reform: Reform) -> None:
    office, first, other = reform.office, reform.unit["Xã Đông Sơn"], reform.unit["Xã Đông Tiến"]
    own = {"received_on": "2026-03-01", "content": "Mương bị tắc", "number": "01/2026"}
    petition = office.add("tien", "petition", unit=other, **own)
    for here, there in (("son", "tien"), ("tien", "son")):
        office.done(here, "peers", "add", office.card(there), "--as", "same", "--yes")
    for _turn in range(2):
        office.send("son", "tien")
        office.send("tien", "son")
    office.done("son", "merge", first, other)
    for _turn in range(2):
        office.send("son", "tien")
        office.send("tien", "son")
        reform.round()
    for store in ("son", "tien", "tinh"):
        assert [one["uid"] for one in office.told(store, "list", "unit") if one["kind"] == "commune"] == [first]
        assert office.told(store, "get", petition)["unit"] in (first, other)
    office.done("tien", "set", reform.village, "households=9")
    office.done("son", "set", petition, "assigned_to=Địa chính")
    assert office.told("son", "held") == office.told("tien", "held") == []
    office.done("son", "unmerge", other)
