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
