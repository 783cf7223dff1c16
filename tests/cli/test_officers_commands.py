"""What officers may do, said and refused by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.vault import Vault


class Office:
    """A store with two officers, reached by command."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "commune.db"
        with Store.create(self.path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
            self.head, self.clerk = (
                store.save(Draft("officer", {"full_name": n, "position": "CC", "unit": store.unit.uid})).uids[0]
                for n in ("Bà Trưởng", "Anh Nhập")
            )
            self.unit = store.unit.uid

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(make_command_line(lambda _store: 0), [*arguments, "--store", str(self.path)])

    def done(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.done("officers", "use", made.head)
    made.done("officers", "allow", made.head, "approve", "--open", "network", "--open", "cases")
    made.done("officers", "allow", made.clerk, "enter")
    return made


def test_the_list_tells_what_each_may(office):
    told = {one["name"]: one for one in json.loads(office.done("officers", "list", "--json"))}
    (head, clerk) = (next(one for name, one in told.items() if n in name) for n in ("Trưởng", "Nhập"))
    assert (head["role"], head["opens"], head["at_work"]) == ("approve", ["cases", "network"], True)
    assert (clerk["role"], clerk["opens"], clerk["named"]) == ("enter", [], True)
    assert "Nhập liệu" in office.done("officers", "list")


def test_commands_refuse_what_the_officer_who_works_may_not(office, tmp_path):
    role = ALL_KINDS["network_member"].field("role").choices[0].code
    written = tmp_path / "member.json"
    written.write_text(json.dumps({"full_name": "Trần Thị Nở", "role": role, "unit": office.unit}), "utf-8")
    member = ["add", "network_member", "--json-file", str(written)]
    uid = office.done(*member).strip()
    office.done("officers", "use", office.clerk)
    refused = office.run(*member)
    assert refused.exit_code == 1
    assert "Lực lượng dân vận" in refused.output
    assert "Trần" not in office.done("list", "network_member")
    assert "Trần" not in office.done("get", uid)
    assert "Trần" not in office.done("history", uid)
    assert "Trần" not in office.done("search", "Trần")
    opened = office.run("get", uid, "--reveal")
    assert opened.exit_code == 1
    assert "không được mở" in opened.output
    raised = office.run("officers", "allow", office.clerk, "approve")
    assert raised.exit_code == 1
    assert "được duyệt" in raised.output


def test_who_is_no_officer_is_named(office):
    for arguments in (("use", office.unit), ("allow", office.unit, "read")):
        refused = office.run("officers", *arguments)
        assert refused.exit_code == 1
        assert len(refused.output.strip().splitlines()) == 1


def test_in_an_encrypted_office_the_passphrase_says_who_works(office, tmp_path):
    first, own = (tmp_path / name for name in ("first.txt", "own.txt"))
    first.write_text("bốn con trâu cày ruộng", "utf-8")
    own.write_text("năm con voi uống nước sông", "utf-8")
    office.done("encrypt", "--passphrase-file", str(first))
    by_first, by_own = ("--passphrase-file", str(first)), ("--passphrase-file", str(own))
    add = ("passphrase", "--add", "--officer", office.clerk, "--new-passphrase-file", str(own))
    office.done(*add, *by_first)
    refused = office.run("officers", "use", office.clerk, *by_first)
    assert refused.exit_code == 1
    assert "mật khẩu riêng" in refused.output
    told = {one["uid"]: one for one in json.loads(office.done("officers", "list", "--json", *by_own))}
    assert told[office.clerk]["at_work"]
    others = ("passphrase", "--add", "--officer", office.head, "--new-passphrase-file", str(first))
    refused = office.run(*others, *by_own)
    assert refused.exit_code == 1
    assert "cán bộ được duyệt" in refused.output


def test_a_passphrase_that_several_know_lends_nobody_the_name_of_who_has_his_own(office, tmp_path):
    """Who worked last went on working for whoever opened the store next."""
    first, own = (tmp_path / name for name in ("first.txt", "own.txt"))
    first.write_text("bốn con trâu cày ruộng", "utf-8")
    own.write_text("năm con voi uống nước sông", "utf-8")
    by_first, by_own = ("--passphrase-file", str(first)), ("--passphrase-file", str(own))
    office.done("encrypt", *by_first)
    office.done("passphrase", "--add", "--officer", office.head, "--new-passphrase-file", str(own), *by_first)
    written = tmp_path / "case.json"
    case = {"received_on": "2026-08-12", "nature": "complaint", "title": "Ông Bảy", "unit": office.unit}
    written.write_text(json.dumps(case), "utf-8")
    office.done("add", "case", "--json-file", str(written), *by_own)
    assert "Ông Bảy" in office.done("list", "case", *by_own)
    assert "Ông Bảy" not in office.done("list", "case", *by_first)
    office.done("list", "case", *by_own)
    for deed in (("decrypt",), ("recovery", "--out", str(tmp_path / "phieu.pdf"))):
        refused = office.run(*deed, *by_first)
        assert refused.exit_code == 1, deed
        assert "chỉ cán bộ được duyệt làm" in refused.output
        office.done("list", "case", *by_own)
    sixth = tmp_path / "sixth.txt"
    sixth.write_text("sáu con cò bay lả lướt", "utf-8")
    others = ("passphrase", "--add", "--officer", office.clerk, "--new-passphrase-file", str(sixth))
    assert "cán bộ được duyệt" in office.run(*others, *by_first).output
    office.done("officers", "use", office.clerk, *by_first)
    assert "Ông Bảy" not in office.done("list", "case", *by_first)


def test_a_command_beside_an_open_store_lends_it_neither_name_nor_rights(office, tmp_path):
    """A copy that a clock lets the head's passphrase make each night made the clerk's window the head's."""
    first, own = (tmp_path / name for name in ("first.txt", "own.txt"))
    first.write_text("bốn con trâu cày ruộng", "utf-8")
    own.write_text("năm con voi uống nước sông", "utf-8")
    office.done("encrypt", "--passphrase-file", str(first))
    add = ("passphrase", "--add", "--officer", office.head, "--new-passphrase-file", str(own))
    office.done(*add, "--passphrase-file", str(first))
    with Store.open(office.path, key=Vault(office.path).unlock("bốn con trâu cày ruộng")) as store:
        store.set_officer(office.clerk)
        store.let_work("")
        office.done("backup", "--out", str(tmp_path / "copy.db"), "--passphrase-file", str(own))
        assert (store.officer, store.officers.at_work) == (office.clerk, office.clerk)
        assert "case" in store.officers.closed_kinds
        saved = store.save(Draft("petition", settled(office.unit)))
        assert {line.officer_name for line in store.history(saved.uids[0])} == {"Anh Nhập – CC"}


def test_an_archive_is_opened_by_each_with_his_own_rights(office, tmp_path):
    """Its setting tells for ever who made it, and nothing can be written there."""
    first, heads, clerks = (tmp_path / f"{name}.txt" for name in ("first", "heads", "clerks"))
    first.write_text("bốn con trâu cày ruộng", "utf-8")
    heads.write_text("năm con voi uống nước sông", "utf-8")
    clerks.write_text("sáu con cò bay lả lướt", "utf-8")
    member = {"full_name": "Trần Thị Nở", "role": "block", "unit": office.unit}
    with Store.open(office.path) as store:
        store.save(Draft("network_member", member), Draft("petition", settled(office.unit)))
    by_first = ("--passphrase-file", str(first))
    office.done("encrypt", *by_first)
    for uid, own in ((office.head, heads), (office.clerk, clerks)):
        office.done("officers", "use", office.head, "--passphrase-file", str(heads if heads is not own else first))
        add = ("passphrase", "--add", "--officer", uid, "--new-passphrase-file", str(own))
        office.done(*add, "--passphrase-file", str(heads if heads is not own else first))
    archive = Office.__new__(Office)
    archive.path = tmp_path / "2024.db"
    office.done("archive", "--year", "2024", "--out", str(archive.path), "--passphrase-file", str(heads))
    found = {
        own.stem: archive.done("list", "network_member", "--passphrase-file", str(own))
        for own in (first, heads, clerks)
    }
    assert {who for who, told in found.items() if "Nở" in told} == {"heads"}
    assert "cán bộ được duyệt" not in archive.done("list", "petition", "--passphrase-file", str(clerks))
    assert archive.run("officers", "use", office.clerk, *by_first).exit_code == 1


def settled(unit: str) -> dict[str, str]:
    """A petition of a year that is over, which can leave for a file of its own."""
    handled = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-02", "reply": "Đã nạo vét", "result": "solved"}
    told = {"replied_on": "2024-03-20", "people_told_on": "2024-03-25", "told_how": "meeting"}
    return {"received_on": "2024-03-01", "unit": unit, "content": "Mương tắc", "citizen_name": "A", **handled, **told}


def test_what_changes_the_whole_office_is_done_by_who_approves(office, tmp_path):
    secret, backup, sheet = tmp_path / "first.txt", tmp_path / "copy.db", tmp_path / "phieu.pdf"
    secret.write_text("bốn con trâu cày ruộng", "utf-8")
    office.done("backup", "--out", str(backup))
    by = ("--passphrase-file", str(secret))
    office.done("officers", "use", office.clerk)
    for deed in (
        ("encrypt", *by),
        ("restore", str(backup)),
        ("thin",),
        ("archive", "--year", "2020", "--out", str(tmp_path / "2020.danvan-archive")),
    ):
        refused = office.run(*deed)
        assert refused.exit_code == 1, deed
        assert "chỉ cán bộ được duyệt làm, không phải “Anh Nhập" in refused.output
    with Store.open(office.path) as store:
        assert store.officer == office.clerk
    office.done("officers", "use", office.head)
    office.done("encrypt", *by)
    office.done("officers", "use", office.clerk, *by)
    own = tmp_path / "own.txt"
    own.write_text("năm con voi uống nước sông", "utf-8")
    office.done("passphrase", "--add", "--officer", office.clerk, "--new-passphrase-file", str(own), *by)
    for deed in (("passphrase", "--new-passphrase-file", str(own)), ("passphrase", "--remove")):
        refused = office.run(*deed, *by)
        assert (refused.exit_code, "chỉ cán bộ được duyệt làm" in refused.output) == (1, True), deed
    by_own, keys = ("--passphrase-file", str(own)), office.path.with_name("commune.db.keys").read_bytes()
    for deed in (
        ("decrypt",),
        ("passphrase", "--add", "--new-passphrase-file", str(secret)),
        ("recovery", "--out", str(sheet)),
        ("restore", str(backup)),
    ):
        refused = office.run(*deed, *by_own)
        assert refused.exit_code == 1, deed
        assert "chỉ cán bộ được duyệt làm" in refused.output
    assert office.path.with_name("commune.db.keys").read_bytes() == keys
    assert not sheet.exists()
    office.done("officers", "use", office.head, *by)
    office.done("decrypt", *by)


def test_a_backup_with_another_key_opens_no_way_round_the_rights(office, tmp_path):
    first, own, foreign = (tmp_path / f"{name}.txt" for name in ("first", "own", "foreign"))
    first.write_text("bốn con trâu cày ruộng", "utf-8")
    own.write_text("năm con voi uống nước sông", "utf-8")
    foreign.write_text("sáu con cò bay lả lướt", "utf-8")
    office.done("encrypt", "--passphrase-file", str(first))
    with_own = ("passphrase", "--add", "--officer", office.clerk, "--new-passphrase-file", str(own))
    office.done(*with_own, "--passphrase-file", str(first))
    elsewhere = Office.__new__(Office)
    elsewhere.path = tmp_path / "elsewhere.db"
    elsewhere.done("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--passphrase-file", str(foreign))
    backup = tmp_path / "foreign.db"
    elsewhere.done("backup", "--out", str(backup), "--passphrase-file", str(foreign))
    before = office.path.read_bytes()
    refused = office.run("restore", str(backup), "--passphrase-file", str(foreign))
    assert refused.exit_code == 1
    assert "Mật khẩu không đúng" in refused.output
    assert office.path.read_bytes() == before
    refused = office.run("restore", str(backup), "--passphrase-file", str(own))
    assert refused.exit_code == 1
    assert office.path.read_bytes() == before
