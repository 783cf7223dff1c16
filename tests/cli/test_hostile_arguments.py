"""Whatever a command is given, it ends with 0, 1 or 2 and, when it refuses, says why in one line and changes nothing.

The commands and what they take are read from the parser: one that is added later is tried, too.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.store import Store
from tests.examples import examples

LINE = make_command_line(lambda store: 0)
LONGEST_ANSWER = 2_100
CALLS = {
    "init": "--unit-name Xã --unit-code 2 --plain",
    "demo": "--out {office}/p.json",
    "kinds": "",
    "components": "Qt",
    "update": "{office}/p.json",
    "add": "petition --json-file {office}/p.json",
    "get": "{petition}",
    "set": "{petition} content=Mới",
    "copy": "{petition} content=Mới",
    "repeat": "{petition} --times 2",
    "raise": "{petition} --nature complaint",
    "tasks": "{petition} --lead UBND --dry-run",
    "owe": "--year 2026 --units below --dry-run",
    "sent": "{petition} --on 2026-01-05",
    "split": "{petition} --content Khác --nature reflection",
    "plan": "yearly --year 2026 --issued 2026-01-05 --lead UBND --dry-run",
    "delete": "{petition}",
    "lift": "{petition} --reason Nhầm",
    "list": "petition",
    "search": "mương",
    "attach": "{petition} {office}/good.txt",
    "extract": "{attachment} --out out.txt",
    "history": "{petition}",
    "undo": "{petition}",
    "redact": "{petition} content --reason Đơn --yes",
    "redactions": "",
    "unimport": "--yes",
    "conflicts": "{petition}",
    "resolve": "{petition} content --value Mới",
    "template": "petition-slip --out mau.docx",
    "report": "petition-slip --uid {petition} --out out.pdf",
    "figures": "work-report --period 2026-Q4",
    "compare": "petitions --period 2026-Q4",
    "narrative": "work-report",
    "number": "work-report --period 2026-Q4 --dry-run",
    "verify": "ABCD-EFGH",
    "sign": "{office}/good.txt",
    "verify-signature": "{office}/good.txt",
    "export": "--out out.danvan",
    "import": "{office}/v.danvan --yes",
    "consolidate": "{office}/v.danvan --yes --into postgresql://127.0.0.1:1/none",
    "ack": "--out out.danvan-ack",
    "card": "--out out.card",
    "peers add": "{office}/v.card --yes",
    "peers confirm": "v --yes",
    "peers choose": "0123456789ab --other",
    "peers histories": "",
    "officers allow": "v read",
    "officers list": "",
    "officers use": "v",
    "peers list": "",
    "peers rename": "v w",
    "peers revoke": "v",
    "peers answer-move": "{petition} --accept --yes",
    "peers move": "{petition} --under {petition} --yes",
    "peers moves": "",
    "peers grants": "",
    "peers hand-over": "{office}/v.card --out out.danvan --yes",
    "peers replace": "v {office}/v.card --yes",
    "peers rotate": "--yes",
    "due": "",
    "calendar": "--out out.ics",
    "duplicates": "",
    "merge": "{petition} {attachment}",
    "unmerge": "{petition}",
    "bin": "",
    "undelete": "{petition}",
    "held": "",
    "adopt": "0123456789abcdef:commune:1",
    "dismiss": "0123456789abcdef:commune:1",
    "waiting list": "",
    "waiting accept": "1",
    "waiting refuse": "1",
    "logs": "",
    "check": "",
    "digest": "",
    "backup": "--out out.db",
    "second-place": "--folder folder --copy",
    "drill": "",
    "audit": "--out out.csv",
    "restore": "{office}/backup.db",
    "rescue": "--out out.db",
    "encrypt": "--passphrase-file {office}/passphrase.txt",
    "decrypt": "",
    "passphrase": "",
    "recovery": "--out out.pdf",
    "archive": "",
    "thin": "",
    "load": "{office}/list.csv --kind unit",
    "dump": "--kind petition --out out.xlsx",
}
"""A call of each command that works, or is refused for want of what it names."""
TEXTS = (
    "", "   ", "a\nb", "a\0b", "\ud800", "\udcff\udcfe", "x" * 1_000_000, "9" * 5_000, "9" * 30, "1e400", "-1",
    "[[1,2]]", "[" * 20_000, '{"a":{}}', "nope", "=", "=a", "a=", "2026-Q9", "%s{}{x}", "../..", "\x1b[31m", "\u202eab",
)  # fmt: skip
FILES = (
    "", ".", "..", "missing", "missing/x/y", "folder", "pipe", "loop", "n" * 400, "a\0b", "\ud800", "\udcff",
    "bytes", "empty", "nul", "deep.json", "array.json", "big.json", "inf.json", "commune.db",
)  # fmt: skip
READ = {"file", "files", "card", "source", "bundle_passphrase_file"}
"""Only these are given a device of the machine: whoever runs this may have the right to write to one."""
MAPS = ("missing.json", "deep.json", "array.json", "big.json")


def _leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _leaves(found, (*path, name))


COMMANDS = dict(_leaves(LINE))


def _takes_a_value(parameter: click.Parameter) -> bool:
    return not (isinstance(parameter, click.Option) and (parameter.is_flag or parameter.name == "help"))


PARAMETERS = [
    (name, parameter.name)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if _takes_a_value(parameter)
]


@dataclass(frozen=True)
class Office:
    """A folder with a store, a bundle, a card and lists, and what its records are called."""

    folder: Path
    petition: str
    attachment: str

    def fill(self, call: str) -> list[str]:
        words = {"office": str(self.folder), "petition": self.petition, "attachment": self.attachment}
        return [word.format(**words) for word in call.split()]


def danvan(*words: str) -> Result:
    return CliRunner().invoke(LINE, words)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    store, village = ("--store", str(folder / "commune.db")), ("--store", str(folder / "v.db"))
    unit = danvan("init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--plain", *store).stdout.strip()
    petition = {"number": "01", "received_on": "2026-11-01", "unit": unit, "content": "Mương tắc"}
    (folder / "p.json").write_text(json.dumps(petition), "utf-8")
    (folder / "list.csv").write_text("Tên đơn vị,Mã đơn vị,Loại đơn vị\nThôn Đông,01,Thôn\n", "utf-8")
    (folder / "good.txt").write_text("tốt", "utf-8")
    uid = danvan("add", "petition", "--json-file", str(folder / "p.json"), *store).stdout.strip()
    attachment = danvan("attach", uid, str(folder / "good.txt"), *store).stdout.strip()
    danvan("init", "--unit-name", "Thôn Đông", "--unit-code", "01", "--level", "village", "--plain", *village)
    danvan("card", "--out", str(folder / "v.card"), "--name", "v", *village)
    danvan("export", "--out", str(folder / "v.danvan"), "--plain", *village)
    danvan("backup", "--out", str(folder / "backup.db"), *store)
    return Office(folder, uid, attachment)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in a folder with files that are none, or hold what nobody asked for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "folder").mkdir()
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "loop").symlink_to("loop")
    contents = {
        "bytes": b"\xff\xfe\x00\x80abc",
        "empty": b"",
        "nul": bytes(1_000),
        "deep.json": b"[" * 100_000,
        "array.json": b"[[1, 2], [3]]",
        "big.json": b'{"number": ' + b"9" * 5_000 + b"}",
        "inf.json": b'{"number": 1e400}',
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def everything_in(store: Path) -> list[str]:
    """All that a store holds, but for when it was last backed up."""
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        named = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
        tables = [name for (name,) in named.fetchall()]
        rows = [f"{name}: {row}" for name in tables for row in connection.execute(f'SELECT * FROM "{name}"')]
        return sorted(row for row in rows if "backup" not in row)
    finally:
        connection.close()


def refusal_of(result: Result) -> str:
    """Return how a command was refused; notes about the store itself may stand before it."""
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 1, 2)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    if result.exit_code == 0:
        return ""
    assert lines, "refused without a word"
    assert all(line.startswith(("Lưu ý", "Tệp dữ liệu")) for line in lines[:-1]), lines
    assert len(lines[-1]) <= LONGEST_ANSWER
    assert "Error" not in lines[-1]
    return lines[-1]


def test_every_command_is_called(office: Office) -> None:
    assert set(CALLS) == set(COMMANDS)


def test_every_path_is_looked_at_before_it_is_used() -> None:
    plain = [
        (name, parameter.name)
        for name, command in COMMANDS.items()
        for parameter in (*command.params, *LINE.params)
        if isinstance(parameter.type, click.Path) and not isinstance(parameter.type, FilePath)
    ]
    assert plain == []


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files only elsewhere")
@pytest.mark.parametrize(("name", "parameter_name"), PARAMETERS)
def test_what_a_command_cannot_use_is_refused_in_one_line_and_changes_nothing(
    office: Office, place: Path, name: str, parameter_name: str
) -> None:
    store = place / "commune.db"
    shutil.copy(office.folder / "commune.db", store)
    before = everything_in(store)
    for words in calls_with(office, name, parameter_name):
        refused = refusal_of(danvan(*words))
        assert store.exists()
        assert (place / "pipe").is_fifo()
        if name in ("restore", "encrypt") or (not refused and everything_in(store) != before):
            shutil.copy(office.folder / "commune.db", store)
            shutil.rmtree(place / "state", ignore_errors=True)
            for ending in ("-wal", "-shm", ".keys"):
                Path(f"{store}{ending}").unlink(missing_ok=True)
        assert everything_in(store) == before, words


def calls_with(office: Office, name: str, parameter_name: str) -> Iterator[list[str]]:
    """Yield calls of a command in which one argument or option is odd in each way."""
    command, call = COMMANDS[name], office.fill(CALLS[name])
    (parameter,) = [one for one in command.params if one.name == parameter_name]
    for value in values_for(name, parameter):
        words = list(call)
        if isinstance(parameter, click.Option):
            words += [parameter.opts[-1], value]
        else:
            place = [one.name for one in command.params if isinstance(one, click.Argument)].index(parameter_name)
            words[place] = value
        named = [] if parameter_name == "store" else ["--store", "commune.db"]
        yield [*name.split(), *named, *words]


def values_for(name: str, parameter: click.Parameter) -> tuple[str, ...]:
    if name == "demo" and parameter.name == "out":
        return tuple(value for value in FILES if value not in ("missing", "missing/x/y", "folder"))  # there it is made
    if isinstance(parameter.type, FilePath) or parameter.name == "source":
        return (*FILES, "/dev/zero") if parameter.name in READ else FILES
    return (*TEXTS, *MAPS) if parameter.name == "maps" else TEXTS


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files only elsewhere")
@pytest.mark.parametrize("special", ["/dev/zero", "folder", "pipe", "missing"])
def test_a_refused_attachment_leaves_nothing_behind(office: Office, place: Path, special: str) -> None:
    shutil.copy(office.folder / "commune.db", "commune.db")
    (place / "other.txt").write_text("khác", "utf-8")
    assert refusal_of(danvan("attach", office.petition, "other.txt", special, "--store", "commune.db"))
    assert refusal_of(danvan("attach", "none", "other.txt", "--store", "commune.db"))
    with Store.open(place / "commune.db") as store:
        assert store._connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 1


def test_an_unknown_kind_has_no_digest(office: Office, place: Path) -> None:
    shutil.copy(office.folder / "commune.db", "commune.db")
    assert danvan("digest", "--kind", "nope", "--store", "commune.db").exit_code == 1


ODD = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=12).filter(lambda text: not text.startswith("-")),
    st.sampled_from(TEXTS),
).filter(lambda text: "Error" not in text)  # a refusal repeats the word, and is looked at for the name of a fault


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("demo", "init", "restore")])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ODD, min_size=1, max_size=2))
def test_odd_words_end_no_command_in_a_fault(office: Office, place: Path, name: str, words: list[str]) -> None:
    if not (place / "commune.db").exists():
        shutil.copy(office.folder / "commune.db", "commune.db")
    refusal_of(danvan(*name.split(), "--store", "commune.db", *words))


def test_a_path_that_the_system_cannot_look_for_is_refused_in_a_line(
    office: Office, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(office.folder / "commune.db", "commune.db")
    look = os.stat

    def too_long(path: object, **options: object) -> os.stat_result:
        if str(path).startswith("xxxx"):
            raise ValueError("stat: path too long for Windows")
        return look(path, **options)

    monkeypatch.setattr(os, "stat", too_long)
    assert "không phải tên tệp" in refusal_of(danvan("import", "x" * 40_000, "--store", "commune.db"))
