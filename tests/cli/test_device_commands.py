"""Who writes for which unit, from the command line: pairing, rights, what is held, other keys and other laptops."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Danvan


@dataclass
class Office:
    """The command line on several stores in one folder, by the name of their files."""

    danvan: Danvan
    folder: Path

    def run(self, store: str, *words: str, stdin: str | None = None) -> Result:
        return self.danvan(*words, "--store", str(self.folder / f"{store}.db"), stdin=stdin)

    def done(self, store: str, *words: str, stdin: str | None = None) -> str:
        result = self.run(store, *words, stdin=stdin)
        assert result.exit_code == 0, result.output
        return result.stdout.strip()

    def told(self, store: str, *words: str) -> Any:
        return json.loads(self.done(store, *words, "--json"))

    def refused(self, store: str, *words: str, stdin: str | None = None, code: int = 1) -> str:
        """Run what is refused in one line on nothing but stderr, and leaves the content as it was."""
        before = self.done(store, "digest")
        result = self.run(store, *words, stdin=stdin)
        assert (result.exit_code, result.stdout) == (code, ""), result.output
        assert self.done(store, "digest") == before
        return result.stderr.strip().splitlines()[-1]

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def found(self, store: str, unit: str, code: str, level: str) -> str:
        made = self.done(store, "init", "--unit-name", unit, "--unit-code", code, "--level", level, "--plain")
        self.done(store, "card", "--out", self.path(f"{store}.danvan"), "--name", f"máy {store}")
        return made

    def card(self, store: str) -> str:
        return self.path(f"{store}.danvan")

    def send(self, source: str, target: str, *options: str) -> str:
        """Carry all that a store may give from one to another; returns what the import told."""
        out = self.path(f"{source}-{target}-{len(list(self.folder.iterdir()))}.danvan")
        self.done(source, "export", "--out", out, "--full", *(options or ("--to", f"máy {target}")))
        return self.done(target, "import", out, "--yes")

    def add(self, store: str, record: str, /, **values: object) -> str:
        return self.done(store, "add", record, "--json-file", "-", stdin=json.dumps(values))

    def petition(self, store: str, unit: str, number: str = "001/2026") -> str:
        return self.add(store, "petition", unit=unit, number=number, received_on="2026-11-01", content="Mương tắc")


@pytest.fixture
def office(danvan: Danvan, tmp_path: Path) -> Office:
    """A commune that lists a village, and the laptop of that village."""
    made = Office(danvan, tmp_path)
    home = made.found("xa", "Xã Đông Sơn", "DS", "commune")
    made.add("xa", "unit", name="Thôn Đông", kind="village", code="01", parent=home)
    made.found("thon", "Thôn Đông", "01", "village")
    return made


@pytest.fixture
def paired(office: Office) -> Office:
    """Both know each other, and the village knows its place in the list."""
    office.done("xa", "peers", "add", office.card("thon"), "--yes")
    office.done("thon", "peers", "add", office.card("xa"), "--yes")
    office.send("xa", "thon")
    office.send("thon", "xa")
    return office


def village(office: Office) -> str:
    """The uid of the village in the commune's list."""
    return next(str(one["uid"]) for one in office.told("xa", "list", "unit") if one["kind"] == "village")


def holders(office: Office, store: str) -> dict[str, str]:
    """Names of devices by the name of the unit that they write for, as a store tells."""
    return {one["name"]: one["unit_name"] for one in office.told(store, "peers", "grants")}


def test_pairing_shows_level_code_place_and_words_and_asks(office: Office) -> None:
    asked = office.run("xa", "peers", "add", office.card("thon"), stdin="y\n")
    assert asked.exit_code == 0
    words = office.told("thon", "card", "--out", office.path("again.danvan"))["words"]
    for told in ("Thôn Đông", "mã 01", "Thôn Đông ← Xã Đông Sơn", " ".join(words)):
        assert told in asked.stderr
    assert holders(office, "xa") == {"máy xa": "Xã Đông Sơn", "máy thon": "Thôn Đông"}


def test_who_says_no_or_nothing_pairs_nobody(office: Office) -> None:
    assert "Chưa ghép nối" in office.refused("xa", "peers", "add", office.card("thon"), stdin="n\n")
    assert "--yes" in office.refused("xa", "peers", "add", office.card("thon"), stdin="")
    assert office.told("xa", "peers", "list") == []


def test_a_person_chooses_the_unit_of_a_laptop(office: Office) -> None:
    home = next(one["uid"] for one in office.told("xa", "list", "unit") if one["kind"] == "commune")
    other = office.add("xa", "unit", name="Thôn Tây", kind="village", code="01", parent=home)
    line = office.refused("xa", "peers", "add", office.card("thon"), "--yes")
    assert ("Có 2 đơn vị giống “Thôn Đông” (mã 01)" in line, "--unit" in line) == (True, True)
    office.done("xa", "peers", "add", office.card("thon"), "--unit", other, "--yes")
    assert holders(office, "xa")["máy thon"] == "Thôn Tây"


def test_a_unit_of_the_list_that_is_none_below_is_told_with_what_to_do(office: Office) -> None:
    card, home = office.card("thon"), office.told("xa", "list", "unit")
    commune = next(one["uid"] for one in home if one["kind"] == "commune")
    apart = office.add("xa", "unit", name="Công an xã", kind="agency", code="CA")
    line = office.refused("xa", "peers", "add", card, "--unit", apart, "--yes")
    assert "“Công an xã” có trong danh sách nhưng không thuộc Xã Đông Sơn" in line
    above = office.add("xa", "unit", name="Tỉnh Bắc Ninh", kind="province", code="BN")
    office.done("xa", "set", commune, f"parent={above}")
    line = office.refused("xa", "peers", "add", card, "--unit", above, "--yes")
    assert "“Tỉnh Bắc Ninh” là cấp trên của Xã Đông Sơn: hãy ghép nối bằng --as above" in line
    office.done("xa", "set", apart, f"parent={commune}")
    office.done("xa", "peers", "add", card, "--unit", apart, "--yes")
    assert holders(office, "xa")["máy thon"] == "Công an xã"


def test_a_relation_is_chosen_and_what_does_not_fit_is_refused(office: Office) -> None:
    card = office.card("thon")
    assert "Chỉ ghi một trong hai" in office.refused("xa", "peers", "add", card, "--unit", "x", "--as", "none", code=2)
    assert "--as" in office.refused("xa", "peers", "add", card, "--as", "friend", "--yes", code=2)
    assert "Không có đơn vị nào mã hồ sơ “x”" in office.refused("xa", "peers", "add", card, "--unit", "x", "--yes")
    office.done("xa", "peers", "add", card, "--as", "none", "--yes")
    assert holders(office, "xa") == {"máy xa": "Xã Đông Sơn"}
    office.done("xa", "peers", "add", card, "--as", "new", "--yes")
    assert len(office.told("xa", "list", "unit")) == 2


def test_a_round_of_villages_is_paired_from_one_folder(office: Office) -> None:
    cards = office.folder / "USB"
    cards.mkdir()
    for number in range(2, 6):
        office.found(f"thon{number}", f"Thôn {number}", f"0{number}", "village")
    for number in ("", *range(2, 6)):
        office.done(f"thon{number}", "card", "--out", str(cards / f"the{number}.danvan"))
    office.done("xa", "card", "--out", str(cards / "cua-xa.danvan"))
    (cards / "khac.danvan").write_text("không phải thẻ", "utf-8")
    asked = office.run("xa", "peers", "add", str(cards), stdin="n\n")
    assert asked.exit_code == 1
    assert asked.stderr.count("Ghép nối là") == 5
    assert office.told("xa", "peers", "list") == []
    assert "--unit" in office.refused("xa", "peers", "add", str(cards), "--unit", "x", "--yes", code=2)
    names = office.done("xa", "peers", "add", str(cards), "--yes").splitlines()
    assert sorted(names) == ["máy thon", *(f"máy thon{number}" for number in range(2, 6))]
    assert set(holders(office, "xa").values()) == {"Xã Đông Sơn", "Thôn Đông", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn 5"}
    assert [one["name"] for one in office.told("xa", "peers", "add", str(cards), "--yes")] == names


def test_a_folder_without_cards_or_with_one_that_needs_a_choice_pairs_nobody(office: Office) -> None:
    empty = office.folder / "trong"
    empty.mkdir()
    assert "không có thẻ" in office.refused("xa", "peers", "add", str(empty), "--yes")
    home = next(one["uid"] for one in office.told("xa", "list", "unit") if one["kind"] == "commune")
    office.add("xa", "unit", name="Thôn Tây", kind="village", code="01", parent=home)
    office.found("thon2", "Thôn 2", "02", "village")
    for name in ("thon", "thon2"):
        office.done(name, "card", "--out", str(empty / f"{name}.danvan"))
    assert "máy thon" in office.refused("xa", "peers", "add", str(empty), "--yes")
    assert office.told("xa", "peers", "list") == []


def test_grants_are_told_by_unit_as_table_and_as_json(paired: Office) -> None:
    table = paired.done("xa", "peers", "grants")
    assert "Thôn Đông ← Xã Đông Sơn" in table
    (one,) = [one for one in paired.told("xa", "peers", "grants") if one["name"] == "máy thon"]
    assert (one["unit"], one["unit_name"], len(one["device"])) == (village(paired), "Thôn Đông", 64)


@pytest.fixture
def held(paired: Office) -> tuple[str, str]:
    """A petition that a laptop wrote after its right was withdrawn, on the other laptop of the commune."""
    paired.found("hai", "Xã Đông Sơn", "DS", "commune")
    for store, card in (("xa", "hai"), ("hai", "xa"), ("hai", "thon"), ("thon", "hai")):
        choice = ("--unit", village(paired)) if (store, card) == ("hai", "thon") else ()
        if choice:
            paired.send("xa", "hai")
        paired.done(store, "peers", "add", paired.card(card), *choice, "--yes")
    paired.send("hai", "xa")
    paired.done("xa", "peers", "revoke", "máy thon")
    uid = paired.petition("thon", village(paired), "009/2026")
    paired.send("xa", "hai")
    paired.send("thon", "hai")
    (one,) = [one for one in paired.told("hai", "held") if one["uid"] == uid]
    return uid, one["change"]


def test_what_a_revoked_laptop_writes_is_held_where_the_withdrawal_came(paired: Office, held: tuple[str, str]) -> None:
    uid, change = held
    assert paired.run("hai", "get", uid).exit_code == 1
    table = paired.done("hai", "held")
    for told in (change, "máy thon"):
        assert told in table
    assert "máy thon" not in holders(paired, "hai")


def test_a_held_change_is_adopted_once_and_travels(paired: Office, held: tuple[str, str]) -> None:
    uid, change = held
    assert paired.told("hai", "adopt", change) == {"adopted": change, "uid": uid}
    assert paired.told("hai", "get", uid)["content"] == "Mương tắc"
    assert paired.told("hai", "held") == []
    assert "Không có thay đổi" in paired.refused("hai", "adopt", change)
    paired.send("hai", "xa")
    assert paired.told("xa", "get", uid)["number"] == "009/2026"
    assert paired.done("hai", "check")


def test_a_held_change_is_dismissed_for_all_laptops(paired: Office, held: tuple[str, str]) -> None:
    uid, change = held
    assert paired.done("hai", "dismiss", change) == uid
    assert paired.told("hai", "held") == []
    assert paired.told("hai", "list", "petition") == []
    paired.send("hai", "xa")
    assert [one for one in paired.told("xa", "held") if one["uid"] == uid] == []
    assert paired.run("xa", "get", uid).exit_code == 1
    assert paired.done("xa", "check")


@pytest.mark.parametrize("command", ["adopt", "dismiss"])
@pytest.mark.parametrize("change", ["", "nope", "0123456789abcdef:upward:1"])
def test_a_change_that_is_not_held_is_refused(office: Office, command: str, change: str) -> None:
    assert "Không có thay đổi" in office.refused("xa", command, change)


def test_new_keys_need_a_word_and_are_known_by_the_next_file(paired: Office) -> None:
    before = paired.told("thon", "card", "--out", paired.path("a.danvan"))["device"]
    assert "Chưa đổi khóa" in paired.refused("thon", "peers", "rotate", stdin="n\n")
    card = paired.told("thon", "peers", "rotate", "--yes")
    assert card["device"] != before
    uid = paired.petition("thon", village(paired))
    assert "Có nội dung mới" in paired.send("thon", "xa")
    assert paired.told("xa", "get", uid)["uid"] == uid
    assert holders(paired, "xa") == {"máy xa": "Xã Đông Sơn", "máy thon": "Thôn Đông"}
    paired.send("xa", "thon")
    assert paired.done("thon", "check")


def test_a_new_laptop_replaces_a_lost_one(paired: Office) -> None:
    known = paired.petition("thon", village(paired))
    paired.send("thon", "xa")
    paired.found("moi", "Thôn Đông", "01", "village")
    paired.done("moi", "peers", "add", paired.card("xa"), "--yes")
    assert "Chưa biết máy" in paired.refused("xa", "peers", "replace", "máy lạ", paired.card("moi"), "--yes")
    assert "chính máy" in paired.refused("xa", "peers", "replace", "máy thon", paired.card("thon"), "--yes")
    assert "Chưa ghép nối" in paired.refused("xa", "peers", "replace", "máy thon", paired.card("moi"), stdin="n\n")
    assert paired.told("xa", "peers", "replace", "máy thon", paired.card("moi"), "--yes")["name"] == "máy moi"
    assert holders(paired, "xa") == {"máy xa": "Xã Đông Sơn", "máy moi": "Thôn Đông"}
    paired.send("xa", "moi")
    assert paired.told("moi", "get", known)["content"] == "Mương tắc"
    uid = paired.petition("moi", village(paired), "002/2026")
    paired.send("moi", "xa")
    assert paired.told("xa", "get", uid)["number"] == "002/2026"


def test_the_office_is_handed_over_with_all_that_was_not_sent(paired: Office) -> None:
    unsent = paired.petition("thon", village(paired))
    paired.found("ke", "Thôn Đông", "01", "village")
    paired.done("ke", "peers", "add", paired.card("thon"), "--yes")
    paired.done("ke", "peers", "add", paired.card("xa"), "--yes")
    out = paired.path("ban-giao.danvan")
    assert "Chưa bàn giao" in paired.refused("thon", "peers", "hand-over", paired.card("ke"), "--out", out, stdin="n\n")
    taken = paired.refused("thon", "peers", "hand-over", paired.card("ke"), "--out", paired.card("xa"), "--yes")
    assert "đã có" in taken
    assert paired.done("thon", "peers", "hand-over", paired.card("ke"), "--out", out, "--yes") == "máy ke"
    line = paired.refused("thon", "set", unsent, "content=Đã thông")
    assert "không được ghi sổ cho Thôn Đông" in line
    paired.done("ke", "import", out, "--yes")
    assert paired.told("ke", "get", unsent)["content"] == "Mương tắc"
    paired.done("ke", "set", unsent, "content=Đã thông")
    assert "Có nội dung mới" in paired.send("ke", "xa")
    assert paired.told("xa", "get", unsent)["content"] == "Đã thông"
    assert holders(paired, "xa") == {"máy xa": "Xã Đông Sơn", "máy ke": "Thôn Đông"}
    assert "không còn ghi sổ" in paired.refused(
        "thon", "peers", "hand-over", paired.card("ke"), "--out", paired.path("b.danvan"), "--yes"
    )
