"""``danvan peers histories, choose``: what a laptop signed twice is listed, and one of both is chosen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.homes import HomeFile
from tests.rights import grant


def run(path: Path, *arguments: str):
    return CliRunner().invoke(make_command_line(lambda _store: 0), [*arguments, "--store", str(path)])


def carry(source: Store, target: Store) -> None:
    target.merge(source.log.entries_after({}), source.signed_logs())


def petition(store: Store, unit: str, number: str) -> None:
    made = {"number": number, "received_on": "2026-08-13", "unit": unit, "content": "Mương bị tắc"}
    store.save(Draft("petition", made))


def with_two_histories(folder: Path) -> Path:
    """Make a store that has two histories of another laptop's log."""
    path, first, second = folder / "xa.db", folder / "may-2.db", folder / "ban-chep.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", state=folder) as store:
        with Store.create(first, unit_name="Xã khác", unit_code="K", state=folder) as laptop:
            grant(store, laptop.device_key)
            carry(store, laptop)
        shutil.copyfile(first, second)
        shutil.copyfile(HomeFile(folder, first).path, HomeFile(folder, second).path)
        for copy, number in ((first, "01/2026"), (second, "02/2026")):
            with Store.open(copy, state=folder) as laptop:
                petition(laptop, store.unit.uid, number)
                carry(laptop, store)
    return path


def test_histories_are_listed_and_the_other_one_is_chosen(tmp_path):
    path = with_two_histories(tmp_path)
    (told,) = json.loads(run(path, "peers", "histories", "--json").stdout)
    assert (told["changes"], told["here"]["changes"], told["decided"]) == (1, 1, False)
    assert told["records"] == ["Kiến nghị, phản ánh"]
    assert told["code"] in run(path, "peers", "histories").stdout
    chosen = run(path, "peers", "choose", told["code"], "--other", "--json")
    assert json.loads(chosen.stdout) == {"chosen": "other", "code": told["code"]}
    numbers = [one["number"] for one in json.loads(run(path, "list", "petition", "--json").stdout)]
    assert numbers == ["02/2026"]
    (told,) = json.loads(run(path, "peers", "histories", "--json").stdout)
    assert told["decided"]


def test_a_code_of_none_is_refused_in_one_line(tmp_path):
    path = with_two_histories(tmp_path)
    refused = run(path, "peers", "choose", "0123456789ab")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Không có bản nhật ký nào mang mã" in refused.stderr
    kept = run(path, "peers", "choose", json.loads(run(path, "peers", "histories", "--json").stdout)[0]["code"])
    assert kept.stdout.strip() == "Đã giữ bản đang dùng. Máy đã ký hai bản khác nhau thôi quyền ghi."
