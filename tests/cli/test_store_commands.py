import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.attachment_pool import drop_pools
from danvan_desktop.store.connection import connect


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "danvan_desktop", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        cwd=Path(__file__).parents[2],
    )


def test_init_without_plain_is_refused_in_words(danvan, tmp_path):
    result = danvan("init", "--unit-name", "Xã", "--unit-code", "X")
    assert result.exit_code == 1
    assert "--plain" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_does_not_overwrite(danvan, commune):
    result = danvan("init", "--unit-name", "Xã", "--unit-code", "X", "--plain")
    assert result.exit_code == 1
    assert "Đã có tệp" in result.stderr


def test_digest_is_the_same_twice_and_differs_after_a_change(danvan, commune):
    first = danvan("digest").stdout
    assert danvan("digest").stdout == first
    danvan("set", commune, "households=900")
    assert danvan("digest").stdout != first
    assert len(json.loads(danvan("digest", "--json").stdout)["digest"]) == 64


def test_check_finds_and_repairs_what_differs_from_the_log(danvan, commune, tmp_path):
    assert danvan("check").exit_code == 0
    connection = connect(tmp_path / "commune.db")
    connection.execute("UPDATE record_unit SET name = 'Xã khác'")
    connection.close()
    broken = danvan("check")
    assert broken.exit_code == 1
    assert "lệch" in broken.stderr
    assert json.loads(danvan("check", "--json").stdout)["ok"] is False
    assert danvan("check", "--repair").exit_code == 0
    assert json.loads(danvan("get", commune, "--json").stdout)["name"] == "Xã Đông Sơn"


def test_backup_can_be_used_as_a_store(danvan, commune, tmp_path):
    out = tmp_path / "sao-luu" / "a.db"
    assert danvan("backup", "--out", str(out)).exit_code == 0
    assert danvan("digest", "--store", str(out)).stdout == danvan("digest").stdout


def test_store_of_a_newer_version_is_left_alone(danvan, commune, tmp_path):
    connection = connect(tmp_path / "commune.db")
    connection.execute("PRAGMA user_version = 7000")
    connection.close()
    result = danvan("list", "unit")
    assert result.exit_code == 1
    assert "phiên bản phần mềm mới hơn" in result.stderr


def test_kinds_tell_every_field(danvan):
    kinds = {kind["kind"]: kind for kind in json.loads(danvan("kinds", "--json").stdout)}
    assert set(kinds) == {kind.name for kind in ALL_KINDS}
    meeting = {field["name"]: field for field in kinds["meeting"]["fields"]}
    assert meeting["subject"]["required"]
    assert meeting["starts_at"]["type"] == FieldType.DATETIME
    assert "households_total" in danvan("kinds").stdout


def test_store_may_be_named_before_the_command(danvan, commune, tmp_path):
    result = process("--store", str(tmp_path / "commune.db"), "digest")
    assert result.stdout == danvan("digest").stdout


def test_without_a_command_the_window_is_opened_on_the_store():
    opened = []
    line = make_command_line(lambda store: opened.append(store) or 0)
    with pytest.raises(SystemExit) as ended:
        line.main(["--store", "a.db"])
    assert ended.value.code == 0
    assert opened == [Path("a.db")]


def test_fault_is_one_vietnamese_line_without_traceback_and_status_1(tmp_path):
    result = process("digest", "--store", str(tmp_path / "none.db"))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Không thấy tệp dữ liệu")
    assert result.stderr.count("\n") == 1


def test_wrong_usage_is_status_2():
    assert process("digest", "--colour").returncode == 2
    assert process("dance").returncode == 2
    assert process("report").returncode == 2


def test_simple_commands_load_neither_window_nor_printing(tmp_path):
    store = str(tmp_path / "x.db")
    program = (
        "import sys\n"
        "from danvan_desktop.cli.main import make_command_line\n"
        f"make_command_line(lambda store: 0).main(['digest', '--store', {store!r}], standalone_mode=False)\n"
    )
    check = "print(sorted({'PySide6', 'reportlab', 'sqlite_utils', 'pypdfium2'} & set(sys.modules)))"
    wrapped = "try:\n" + "".join(f"    {line}\n" for line in program.splitlines()) + "finally:\n    " + check
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", wrapped], capture_output=True, encoding="utf-8", cwd=Path.cwd()
    )
    assert result.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "writing",
    [
        ("export", "--plain"),
        ("ack",),
        ("card",),
        ("report", "petition-register", "--period", "2026-Q4", "--format", "pdf"),
        ("backup",),
    ],
)
def test_no_command_writes_over_the_store(danvan, commune, tmp_path, writing):
    store = tmp_path / "commune.db"
    before = danvan("digest").stdout
    result = danvan(*writing, "--out", str(store))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "commune.db" in result.stderr
    assert danvan("digest").stdout == before


def test_no_command_writes_over_a_store_that_nobody_has_open(danvan, commune, tmp_path):
    other = tmp_path / "other.db"
    danvan("init", "--unit-name", "Xã", "--unit-code", "X", "--plain", "--store", str(other))
    assert danvan("card", "--out", str(other)).exit_code == 1
    assert danvan("digest", "--store", str(other)).exit_code == 0


def test_store_is_not_restored_from_itself(danvan, commune, tmp_path):
    result = danvan("restore", str(tmp_path / "commune.db"))
    assert result.exit_code == 1
    assert "đang dùng" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["commune.db"]


def test_who_restores_a_copy_without_its_attached_files_is_told_how_many_are_missing(danvan, commune, tmp_path):
    path = tmp_path / "commune.db"
    with Store.open(path) as store:
        petition = {"number": "001/2026", "received_on": "2026-08-13", "unit": commune, "content": "Mương bị tắc"}
        (uid,) = store.save(Draft("petition", petition)).uids
        store.attach_data(uid, "anh.bin", b"anh" * 1000)
        copy = store.copy_keeper.keep_at_exit()
    whole = danvan("restore", str(copy), "--store", str(tmp_path / "a.db"))
    assert (whole.exit_code, whole.stderr) == (0, "")
    drop_pools(copy.parent, path.stem)
    result = danvan("restore", str(copy), "--store", str(tmp_path / "b.db"))
    assert result.exit_code == 0
    assert "thiếu 1 tệp đính kèm" in result.stderr
    assert danvan("check", "--store", str(tmp_path / "b.db")).exit_code == 0
    assert danvan("check", "--store", str(copy)).exit_code == 1


def test_form_of_a_record_asks_for_the_record(danvan, commune, tmp_path):
    result = danvan("report", "meeting-minutes", "--out", str(tmp_path / "a.pdf"))
    assert result.exit_code == 1
    assert "--uid" in result.stderr


def test_device_is_not_enrolled_when_nobody_answers(danvan, commune, tmp_path):
    other = str(tmp_path / "other.db")
    danvan("init", "--unit-name", "Xã", "--unit-code", "X", "--plain", "--store", other)
    card = str(tmp_path / "the.danvan-card")
    danvan("card", "--out", card, "--store", other)
    result = danvan("peers", "add", card, stdin="")
    assert result.exit_code == 1
    assert "--yes" in result.stderr.splitlines()[-1]
    assert json.loads(danvan("peers", "list", "--json").stdout) == []


@pytest.mark.parametrize(
    "writing",
    [
        ("export", "--plain"),
        ("ack",),
        ("card",),
        ("report", "petition-register", "--period", "2026-Q4"),
        ("report", "petition-register", "--period", "2026-Q4", "--format", "docx"),
        ("dump", "--kind", "unit"),
        ("backup",),
    ],
)
@pytest.mark.parametrize(
    "place", ["a-file/out.xlsx", "/proc/out.xlsx"] if sys.platform == "linux" else ["a-file/out.xlsx"]
)
def test_place_that_cannot_be_written_is_named_in_one_line(danvan, commune, tmp_path, writing, place):
    (tmp_path / "a-file").write_text("không phải thư mục", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = danvan(*writing, "--out", str(tmp_path / place))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    assert "out.xlsx" in result.stderr or "-f" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def zero(path, table):
    """Overwrite the first page of a table with zeroes."""
    from danvan_desktop.store.connection import connect

    connection = connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


def test_damage_that_the_log_survives_is_mended_by_whatever_meets_it_and_told(danvan, commune, tmp_path):
    before = danvan("digest").stdout
    zero(tmp_path / "commune.db", "record_unit")
    result = danvan("list", "unit")
    assert result.exit_code == 1
    assert "dựng lại đầy đủ từ nhật ký" in result.stderr
    assert danvan("list", "unit").exit_code == 0
    assert danvan("digest").stdout == before
    assert danvan("check").exit_code == 0


def test_check_tells_damage_and_mends_it_when_asked_to(danvan, commune, tmp_path):
    zero(tmp_path / "commune.db", "word_data")
    told = danvan("check")
    assert told.exit_code == 1
    assert told.exception is None or isinstance(told.exception, SystemExit)
    mended = danvan("check", "--repair")
    assert mended.exit_code == 0
    assert "dựng lại" in mended.stderr
    assert danvan("check").exit_code == 0


def test_restore_tells_beforehand_what_would_be_lost_and_changes_nothing(danvan, commune, tmp_path):
    danvan("backup", "--out", str(tmp_path / "b.db"))
    petition = json.dumps({"unit": commune, "content": "Mương tắc", "field": "other"})
    danvan("add", "petition", "--json-file", "-", stdin=petition)
    told = danvan("restore", str(tmp_path / "b.db"), "--dry-run", "--json")
    assert json.loads(told.stdout) == [{"kind": "petition", "lost": 1, "gained": 0, "former": 0}]
    assert len(json.loads(danvan("list", "petition", "--json").stdout)) == 1
