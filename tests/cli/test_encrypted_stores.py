"""An encrypted store through the commands: made, opened, converted both ways, its passphrase changed and recovered."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pytest

from danvan_desktop.domain.text import fold
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.recovery_words import new_recovery_secret, words_for
from danvan_desktop.store.vault import Vault
from tests.cli.conftest import Danvan
from tests.planted import NAMES
from tests.planted import planted_in as all_planted_in

FIRST, SECOND = "bốn con trâu cày ruộng", "năm con voi uống nước sông"


@pytest.fixture
def first(tmp_path: Path) -> str:
    (tmp_path / "first.txt").write_text(FIRST + "\n", "utf-8")
    return str(tmp_path / "first.txt")


@pytest.fixture
def second(tmp_path: Path) -> str:
    (tmp_path / "second.txt").write_text(SECOND, "utf-8")
    return str(tmp_path / "second.txt")


def made(danvan: Danvan, *options: str) -> str:
    result = danvan("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", *options)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def fill(danvan: Danvan, folder: Path, unit: str, *options: str) -> None:
    petitions = [
        {"number": f"{n:03}/2026", "received_on": "2026-08-13", "unit": unit, "content": f"{name} phản ánh mương tắc"}
        for n, name in enumerate(NAMES)
    ]
    given = json.dumps(petitions)
    result = danvan("add", "petition", "--json-file", "-", *options, stdin=given)
    assert result.exit_code == 0, result.output


def planted_in(folder: Path) -> list[str]:
    """Tell which files hold a planted name, but for texts that the test itself laid there."""
    return all_planted_in(folder, frozenset({".txt"}))


def test_a_store_is_made_and_opened_with_a_passphrase_from_a_file(danvan, first, second, tmp_path):
    unit = made(danvan, "--passphrase-file", first)
    assert unit in danvan("list", "unit", "--passphrase-file", first).stdout
    assert "cần mật khẩu" in danvan("list", "unit").stderr
    assert "Mật khẩu không đúng" in danvan("list", "unit", "--passphrase-file", second).stderr
    assert danvan("check", "--repair", "--passphrase-file", first).exit_code == 0


def test_without_a_word_about_encryption_no_store_is_made(danvan, first, tmp_path):
    assert "--plain" in danvan("init", "--unit-name", "X", "--unit-code", "X").stderr
    both = danvan("init", "--unit-name", "X", "--unit-code", "X", "--plain", "--passphrase-file", first)
    assert both.exit_code == 2
    assert not (tmp_path / "commune.db").exists()


@pytest.mark.parametrize("weak", ["ngắn", "1111111111111", "abababababab"])
def test_a_weak_passphrase_is_refused(danvan, tmp_path, weak):
    (tmp_path / "weak.txt").write_text(weak, "utf-8")
    told = danvan("init", "--unit-name", "X", "--unit-code", "X", "--passphrase-file", str(tmp_path / "weak.txt"))
    assert (told.exit_code, "yếu" in told.stderr) == (1, True)


def test_how_soon_a_weak_passphrase_is_guessed_is_told_wherever_one_is_chosen(danvan, first, tmp_path):
    file, other = tmp_path / "weak.txt", tmp_path / "other.txt"
    file.write_text("dongson2026", "utf-8")
    other.write_text("matkhau2026", "utf-8")
    told = [danvan("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--passphrase-file", str(file))]
    new, own = ("--new-passphrase-file", str(file)), ("--passphrase-file", str(file))
    told += [danvan("passphrase", *own, "--new-passphrase-file", first), danvan("passphrase", *new, *own[:1], first)]
    told += [danvan("passphrase", "--add", *own, *new[:1], str(other))]
    told += [danvan("export", "--out", str(tmp_path / "x.danvan"), "--bundle-passphrase-file", str(file), *own)]
    told += [danvan("decrypt", *own), danvan("encrypt", *own)]
    assert [one.exit_code for one in told] == [0] * len(told)
    assert ["yếu: kẻ có nhiều máy mạnh dò ra trong" in one.stderr for one in told] == [
        True,
        False,
        *[True] * 3,
        False,
        True,
    ]


def test_no_planted_name_lies_in_any_file_of_an_encrypted_office(danvan, first, tmp_path):
    unit = made(danvan, "--passphrase-file", first)
    fill(danvan, tmp_path, unit, "--passphrase-file", first)
    key = Vault(tmp_path / "commune.db").unlock(FIRST)
    with Store.open(tmp_path / "commune.db", key=key) as store:
        store.keep_copy("thu", 3)
        assert len(store.list("petition")) == len(NAMES)
        assert (tmp_path / "commune.db-wal").stat().st_size
        assert planted_in(tmp_path) == []
    assert danvan("backup", "--out", str(tmp_path / "b.db"), "--passphrase-file", first).exit_code == 0
    assert planted_in(tmp_path) == []


def settled(unit: str) -> str:
    """Petitions of a year that is over, which can leave for a file of its own."""
    handled = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-01", "due_on": "2024-04-01", "result": "solved"}
    told = {"replied_on": "2024-03-20", "reply": "Đã xong", "people_told_on": "2024-03-25", "told_how": "meeting"}
    given = {"received_on": "2024-03-01", "unit": unit, **handled, **told}
    many = enumerate(NAMES)
    return json.dumps([given | {"number": f"{n}/2024", "content": name, "citizen_name": name} for n, name in many])


def test_no_planted_name_lies_readable_after_whatever_copies_moves_or_sends_records(danvan, first, tmp_path):
    unit, office = made(danvan, "--passphrase-file", first), tmp_path / "office"
    office.mkdir()
    danvan("add", "petition", "--json-file", "-", "--passphrase-file", first, stdin=settled(unit))
    uid = json.loads(danvan("list", "petition", "--passphrase-file", first, "--json").stdout)[0]["uid"]
    file = tmp_path / f"Đơn của {NAMES[0]}.txt"
    file.write_text("\n".join(NAMES), "utf-8")
    backup, bundle, year = (str(office / name) for name in ("b.db", "gui.danvan", "2024.db"))
    secret = ("--bundle-passphrase-file", first)
    for command in (
        ("attach", uid, str(file)),
        ("second-place", "--folder", str(office)),
        ("second-place", "--copy"),
        ("backup", "--out", backup),
        ("drill",),
        ("export", "--out", bundle, *secret),
        ("archive", "--year", "2024", "--out", year),
        ("restore", "--dry-run", backup),
        ("archive", "--take-back", year),
        ("restore", backup),
        ("import", bundle, "--yes", *secret),
        ("rescue", "--out", str(office / "rescued.db")),
        ("check", "--repair"),
    ):
        result = danvan(*command, "--passphrase-file", first)
        assert (command[0], result.exit_code) == (command[0], 0), result.output
        assert (command, planted_in(tmp_path)) == (command, [])
        names = [one.name for one in tmp_path.rglob("*") if one != file and NAMES[0] in one.name]
        assert (command, names) == (command, [])


def test_the_search_for_planted_names_finds_them_in_a_plain_office(danvan, tmp_path):
    unit = made(danvan, "--plain")
    fill(danvan, tmp_path, unit)
    assert "commune.db" in planted_in(tmp_path)


def test_a_plain_office_becomes_encrypted_with_its_copies_and_plain_again(danvan, first, tmp_path):
    unit = made(danvan, "--plain")
    fill(danvan, tmp_path, unit)
    with Store.open(tmp_path / "commune.db") as store:
        before = store.digest()
        copy = store.keep_copy("thu", 3)
        refused = danvan("encrypt", "--passphrase-file", first)
        assert refused.exit_code == 1
    assert json.loads(danvan("encrypt", "--json", "--passphrase-file", first).stdout)["plain_copies"] == []
    assert planted_in(tmp_path) == []
    assert before in danvan("digest", "--passphrase-file", first).stdout
    assert danvan("digest", "--passphrase-file", first, "--store", str(copy)).exit_code == 0
    assert danvan("decrypt", "--passphrase-file", first).exit_code == 0
    assert before in danvan("digest").stdout
    assert not list(tmp_path.rglob("*.keys"))


def test_a_change_of_passphrase_leaves_the_data_alone(danvan, first, second, tmp_path):
    made(danvan, "--passphrase-file", first)
    data = (tmp_path / "commune.db").read_bytes()
    changed = danvan("passphrase", "--passphrase-file", first, "--new-passphrase-file", second)
    assert changed.exit_code == 0, changed.stderr
    assert (tmp_path / "commune.db").read_bytes() == data
    assert danvan("list", "unit", "--passphrase-file", second).exit_code == 0
    assert danvan("list", "unit", "--passphrase-file", first).exit_code == 1


def test_the_words_of_the_sheet_give_a_new_passphrase(danvan, first, second, tmp_path):
    made(danvan, "--passphrase-file", first)
    vault, words = Vault(tmp_path / "commune.db"), " ".join(words_for(new_recovery_secret()))
    vault.use_sheet(vault.unlock(FIRST), words)
    (tmp_path / "words.txt").write_text(words, "utf-8")
    done = danvan("passphrase", "--words-file", str(tmp_path / "words.txt"), "--new-passphrase-file", second)
    assert done.exit_code == 0, done.stderr
    assert danvan("list", "unit", "--passphrase-file", second).exit_code == 0


def test_a_sheet_counts_only_when_two_words_were_typed_back_and_none_is_left_that_does_not(
    danvan, first, tmp_path, monkeypatch
):
    made(danvan, "--passphrase-file", first)
    sheet, vault = tmp_path / "p.pdf", Vault(tmp_path / "commune.db")
    command = ("recovery", "--out", str(sheet), "--passphrase-file", first)
    told = danvan(*command, stdin="x\ny\n" * 3)
    assert (told.exit_code, "không có tác dụng" in told.stderr) == (1, True)
    assert danvan(*command, stdin="x\n").exit_code == 1  # stopped in the middle
    assert not vault.slots().has_recovery
    assert not sheet.exists()
    words = words_for(new_recovery_secret())
    monkeypatch.setattr("danvan_desktop.cli.vaults.new_sheet_words", lambda: words)
    monkeypatch.setattr("danvan_desktop.cli.vaults.asked_places", lambda: [3, 9])
    told = danvan(*command, stdin=f"{words[8]}\n{words[2]}\n{fold(words[2]).upper()}\n{words[8]}\n")
    assert told.exit_code == 0, told.stderr
    assert "gõ lại" in told.stderr
    assert vault.recover(" ".join(words)) == vault.unlock(FIRST)
    assert sheet.is_file()


def test_a_backup_is_restored_with_the_passphrase_of_today(danvan, first, second, tmp_path):
    made(danvan, "--passphrase-file", first)
    backup = str(tmp_path / "b.db")
    danvan("backup", "--out", backup, "--passphrase-file", first)
    assert danvan("restore", backup, "--passphrase-file", first).exit_code == 0
    assert danvan("list", "unit", "--passphrase-file", first).exit_code == 0
    elsewhere = str(tmp_path / "elsewhere.db")
    assert danvan("restore", backup, "--passphrase-file", first, "--store", elsewhere).exit_code == 0
    assert danvan("list", "unit", "--passphrase-file", first, "--store", elsewhere).exit_code == 0


def test_a_plain_backup_of_before_becomes_encrypted_when_it_is_restored(danvan, first, tmp_path):
    unit = made(danvan, "--plain")
    fill(danvan, tmp_path, unit)
    backup = tmp_path / "b.db"
    danvan("backup", "--out", str(backup))
    danvan("encrypt", "--passphrase-file", first)
    assert danvan("restore", str(backup), "--passphrase-file", first).exit_code == 0
    backup.unlink()
    assert planted_in(tmp_path) == []
    assert danvan("check", "--passphrase-file", first).exit_code == 0


@pytest.mark.parametrize("step", ["write_keys", "replace_with_retries", "write_converted", "remove_keys"])
@pytest.mark.parametrize("encrypts", [True, False])
def test_a_conversion_that_is_cut_off_loses_nothing_and_goes_on_when_called_again(
    danvan, first, tmp_path, monkeypatch, step, encrypts
):
    made(danvan, "--plain")
    path = tmp_path / "commune.db"
    before = danvan("digest").stdout
    if not encrypts:
        danvan("encrypt", "--passphrase-file", first)

    def cut(*_arguments: object, **_names: object) -> None:
        raise StoreError(step)

    with monkeypatch.context() as patched:
        patched.setattr(f"danvan_desktop.store.conversion.{step}", cut)
        danvan("encrypt" if encrypts else "decrypt", "--passphrase-file", first)
    opened = ["digest", "--passphrase-file", first] if path.read_bytes()[:6] != b"SQLite" else ["digest"]
    assert danvan(*opened).stdout == before
    again = danvan("encrypt" if encrypts else "decrypt", "--passphrase-file", first)
    assert again.exit_code == 0 or "không mã hóa" in again.stderr
    assert danvan(*(["digest", "--passphrase-file", first] if encrypts else ["digest"])).stdout == before


AT_A_SCREEN = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"


@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own is made otherwise there")
def test_who_sits_before_the_screen_is_asked_for_the_passphrase_of_a_new_store(tmp_path):
    path = tmp_path / "asked.db"
    init = [sys.executable, "-m", "danvan_desktop", "init", "--unit-name", "Xã Kín", "--unit-code", "K"]
    command = [sys.executable, "-c", AT_A_SCREEN, *init, "--store", str(path)]
    quiet = os.environ | {"PYTHONWARNDEFAULTENCODING": ""}  # a warning's colon is no prompt
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=quiet, **pipes) as process:
        for _time in ("typed", "typed again"):
            shown = b""
            while not shown.endswith(b": "):  # before the space, the terminal drops what was typed
                shown += process.stdout.read(1) or pytest.fail(shown.decode())
            process.stdin.write(f"{FIRST}\n".encode())
            process.stdin.flush()
        assert process.wait(timeout=60) == 0
    assert Vault(path).unlock(FIRST)


def test_lost_key_file_is_named_and_the_one_of_a_backup_opens_the_store(danvan, first, tmp_path):
    made(danvan, "--passphrase-file", first)
    kept = tmp_path / "sao-luu.db"
    assert danvan("backup", "--out", str(kept), "--passphrase-file", first).exit_code == 0
    (keys,) = (file for file in tmp_path.rglob("*.keys") if file.name != "sao-luu.db.keys")
    keys.unlink()
    for options in (("--passphrase-file", first), ()):
        refused = danvan("list", "unit", *options)
        assert refused.exit_code == 1
        assert "tệp khóa “.keys” bên cạnh bị mất hay không đúng" in refused.stderr
    keys.write_bytes((tmp_path / "sao-luu.db.keys").read_bytes())
    assert "Xã Đông Sơn" in danvan("list", "unit", "--passphrase-file", first).stdout


@pytest.mark.parametrize("page", [1, 2, 7, 40])
def test_what_can_be_read_of_a_damaged_encrypted_store_is_rescued_and_stays_encrypted(danvan, first, tmp_path, page):
    fill(danvan, tmp_path, made(danvan, "--passphrase-file", first), "--passphrase-file", first)
    digest = danvan("digest", "--passphrase-file", first).stdout
    path, out = tmp_path / "commune.db", tmp_path / "cuu" / "cuu.db"
    assert path.stat().st_size > 41 * 4096
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100 : page * 4096] = bytes(3996)
    path.write_bytes(content)
    told = danvan("rescue", "--out", str(out), "--passphrase-file", first)
    assert len(told.stderr.strip().splitlines()) <= 1, told.stderr
    assert told.exit_code in (0, 1)
    assert not planted_in(tmp_path)
    if told.exit_code:
        assert not out.exists()
        assert not list(out.parent.glob("*"))
        return
    assert "cần mật khẩu" in danvan("list", "petition", "--store", str(out)).stderr
    found = danvan("check", "--store", str(out), "--passphrase-file", first)
    assert found.exit_code == 0, found.output
    if "không mất gì" in told.stdout:
        assert danvan("digest", "--store", str(out), "--passphrase-file", first).stdout == digest


def test_a_rescue_with_another_passphrase_or_without_its_key_file_says_so_and_leaves_nothing(
    danvan, first, second, tmp_path
):
    fill(danvan, tmp_path, made(danvan, "--passphrase-file", first), "--passphrase-file", first)
    out = tmp_path / "cuu" / "cuu.db"
    wrong = danvan("rescue", "--out", str(out), "--passphrase-file", second)
    assert wrong.exit_code == 1
    assert "Mật khẩu không đúng" in wrong.stderr
    (tmp_path / "commune.db.keys").rename(tmp_path / "away.keys")
    lost = danvan("rescue", "--out", str(out), "--passphrase-file", first)
    assert lost.exit_code == 1
    assert "commune.db.keys" in lost.stderr or "tệp khóa" in lost.stderr
    assert not out.exists()


def papers_in(folder: Path) -> list[str]:
    """Tell which files are papers or tables that anybody can open: in these names stand compressed."""
    begins = (b"PK\x03\x04", b"%PDF", b"PAR1")
    return [file.name for file in folder.rglob("*") if file.is_file() and file.read_bytes().startswith(begins)]


def test_no_paper_table_or_template_stays_where_the_program_works(
    danvan, first, tmp_path, tmp_path_factory, monkeypatch
):
    """What is written goes to where the officer says, here a stick; none beside the store or among temporary files."""
    unit, stick = made(danvan, "--passphrase-file", first), tmp_path_factory.mktemp("stick")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    fill(danvan, tmp_path, unit, "--passphrase-file", first)
    uid = json.loads(danvan("list", "petition", "--passphrase-file", first, "--json").stdout)[0]["uid"]
    own = docx.Document()
    for words in ("\n".join(NAMES), "{{noi_dung}}"):
        own.add_paragraph(words)
    own.save(str(stick / "rieng.docx"))
    for command in (
        ("template", "petition-slip", "--take", str(stick / "rieng.docx")),
        ("report", "petition-slip", "--uid", uid, "--out", str(stick / "phieu.docx")),
        ("report", "petition-register", "--period", "2026-Q3", "--out", str(stick / "so.pdf")),
        ("report", "petition-register", "--period", "2026-Q3", "--out", str(stick / "so.xlsx")),
        ("report", "--all", "--period", "2026-Q3", "--out", str(stick / "tat-ca")),
        ("dump", "--format", "parquet", "--out", str(stick / "bang")),
        ("dump", "--out", str(stick / "tat-ca.xlsx")),
        ("dump", "--out", str(stick / "tat-ca.sqlite")),
    ):
        result = danvan(*command, "--passphrase-file", first)
        assert (command[0], result.exit_code) == (command[0], 0), result.output
        assert (command, planted_in(tmp_path), papers_in(tmp_path)) == (command, [], [])
    assert papers_in(stick)
    assert "tat-ca.sqlite" in planted_in(stick)
