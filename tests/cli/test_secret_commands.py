"""No command and no file that one writes tells of a denouncer: every command, every form in every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS, suggested_file_name
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store
from tests.cli.conftest import Danvan
from tests.cli.test_contract import FOUND
from tests.clocks import StandingClock
from tests.denunciations import FILE, FOLDED, MARK, conflict_over, fill_with_secrets, handled_letter, tells
from tests.secret_files import words_in

PERIODS = ("2026-Q3", "2026-H2", "2026", "2026-08")
WRITES_THE_WHOLE_STORE = {"backup", "restore", "rescue", "second-place"}
"""Their files hold what the store holds: they are copies of it."""
NOTHING_TO_DO = {
    "add",
    "adopt",
    "consolidate",
    "copy",
    "decrypt",
    "demo",
    "dismiss",
    "encrypt",
    "extract",
    "lift",
    "merge",
    "officers allow",
    "officers use",
    "passphrase",
    "peers add",
    "peers answer-move",
    "peers confirm",
    "peers hand-over",
    "peers move",
    "peers rename",
    "peers replace",
    "peers revoke",
    "recovery",
    "repeat",
    "restore",
    "sent",
    "tasks",
    "unimport",
    "unmerge",
    "update",
    "verify-signature",
    "waiting accept",
    "waiting refuse",
}
"""They write what they are given, or of devices; here they are refused in words, which are read as well."""
UIDS = "{uid}"
TABLE_ENDINGS = (".xlsx", ".csv", ".parquet")
COMMANDS: dict[str, tuple[str, ...]] = {
    "init": ("--unit-name X --unit-code X --plain --store {out}/new.db",),
    "demo": (),
    "kinds": ("",),
    "components": ("", "Qt"),
    "update": ("{out}/plain.txt",),
    "add": (),
    "get": (UIDS,),
    "set": (f"{UIDS} assigned_to=Công_an", "{petition} reply_number=5/CV", "{petition} unit="),
    "lift": (f"{UIDS} --reason Nhầm",),
    "list": ("{kind}",),
    "search": (MARK, FOLDED, "012/2026", "Kinh", "--kind petition tế"),
    "attach": ("{petition} {out}/plain.txt",),
    "extract": ("{attachment} --out {out}/taken.pdf",),
    "history": (UIDS,),
    "undo": (UIDS,),
    "conflicts": ("",),
    "due": ("", "--within 400"),
    "calendar": ("--out {out}/calendar.ics",),
    "duplicates": ("",),
    "merge": ("{petition} {attachment}",),
    "unmerge": ("{petition}",),
    "held": ("",),
    "adopt": (),
    "dismiss": (),
    "resolve": ("{conflict} content --value mới",),
    "template": ("", "--fields", "petition-slip --out {out}/mau.docx"),
    "report": (
        "--list",
        "--all --period 2026-Q3 --out {out}/book.pdf",
        "--all --period 2026-Q3 --out {out}/papers",
        "petition-slip --uid {petition} --out {out}/slip.pdf",
        "petition-transfer --uid {petition} --out {out}/transfer.docx --copy sao-y",
        "petition-register --period 2026-Q3 --out {out}/register.xlsx",
    ),
    "copy": ("{uid}",),
    "repeat": ("{petition} --times 2",),
    "tasks": ("{uid} --dry-run",),
    "owe": ("--dry-run",),
    "sent": ("{uid}",),
    "plan": ("", "yearly --dry-run"),
    "raise": ("{uid}",),
    "split": ("{uid} --to case --content khác --nature denunciation",),
    "figures": ("work-report --period 2026-Q3", "situation-report --period 2026-Q3"),
    "compare": ("--period 2026-Q3", "petitions --period 2026-Q3"),
    "narrative": ("work-report", "situation-report"),
    "number": ("petition-slip --uid {petition}", "petition-transfer --uid {petition} --dry-run"),
    "verify": ("{out}/book.pdf", "{out}/register.xlsx"),
    "sign": ("{out}/slip.pdf", "{out}/book.pdf"),
    "verify-signature": ("{out}/slip.pdf",),
    "export": ("--out {out}/all.danvan --plain", "--out {out}/rest.danvan --plain --without-personal"),
    "import": ("{out}/all.danvan --dry-run", "{out}/all.danvan --yes"),
    "consolidate": ("{out}/all.danvan --into postgresql://127.0.0.1:1/none",),
    "ack": ("--out {out}/ack.danvan",),
    "card": ("--out {out}/card.danvan",),
    "peers add": ("{out}/card.danvan --yes",),
    "peers confirm": ("X --yes",),
    "peers grants": ("",),
    "peers answer-move": ("{petition} --accept --yes", "{petition} --refuse --yes"),
    "peers hand-over": (),
    "peers move": ("{petition} --under {petition} --yes",),
    "peers moves": ("",),
    "peers replace": ("X {out}/card.danvan --yes",),
    "peers rotate": ("--yes",),
    "officers allow": ("{uid} approve",),
    "officers list": ("",),
    "officers use": ("{uid}",),
    "peers list": ("",),
    "peers rename": ("X Y",),
    "peers revoke": ("X",),
    "waiting list": ("",),
    "waiting accept": ("1 --dry-run",),
    "waiting refuse": ("1",),
    "logs": ("",),
    "check": ("", "--repair"),
    "digest": ("", "--kind petition"),
    "backup": ("--out {out}/backup.db",),
    "second-place": ("", "--folder {out} --copy"),
    "drill": ("",),
    "audit": ("", "--uid {uid}", "--opened", "--out {out}/changes.csv"),
    "rescue": ("--out {out}/rescued.db",),
    "restore": ("{out}/backup.db",),
    "encrypt": ("",),
    "decrypt": ("",),
    "passphrase": ("",),
    "recovery": ("--out {out}/sheet.pdf",),
    "load": ("{out}/list.csv --kind petition --dry-run", "{out}/list.csv --kind petition --update"),
    "redactions": ("",),
    "redact": ("{petition} content --reason Đơn --yes",),
    "archive": ("", "--year 2024 --out {out}/2024.db --dry-run"),
    "thin": ("--dry-run", ""),
    "unimport": ("--yes",),
    "delete": ("{attachment} --yes", "{petition} --yes"),
    "dump": (
        "--kind {kind} --out {out}/{kind}{ending}",
        "--out {out}/folder --format parquet --with-personal",
        "--out {out}/everything.xlsx",
        "--out {out}/everything.sqlite",
    ),
}
"""How each command is called; a new command that stands here not fails the test."""


@pytest.fixture
def store(commune: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "commune.db", clock=StandingClock()) as opened:
        yield opened


@pytest.fixture
def secrets(store: Store) -> dict[str, str]:
    return fill_with_secrets(store)


def test_no_command_tells_nor_any_file_that_one_writes(
    danvan: Danvan, store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    assert set(COMMANDS) == set(FOUND)
    out = tmp_path / "out"
    out.mkdir()
    (out / "plain.txt").write_text("không có gì", "utf-8")
    (out / "list.csv").write_text("Số,Ngày,Nội dung,Thôn\n012/2026,12/08/2026,Khác,Thôn Đông\n", "utf-8")
    words = {**secrets, "out": str(out), "conflict": conflict_over(store, tmp_path)}
    store.reveal_conflicts(store.conflicts())
    leaks, seen, did = [], set(out.rglob("*")), set()
    for name, calls in COMMANDS.items():
        for call in _calls(calls, words, secrets):
            for json in ((), ("--json",)) if name != "extract" else ((),):
                result = danvan(*name.split(), *call, *json)
                assert result.exception is None or isinstance(result.exception, SystemExit), (name, call)
                did |= {name} if result.exit_code == 0 else set()
                if tells(result.output) or tells(result.stderr):
                    leaks.append(f"danvan {name} {' '.join(call)} {json}: {result.output[:300]}")
                written = {path for path in out.rglob("*") if path.is_file()} - seen
                seen |= written
                if name not in WRITES_THE_WHOLE_STORE:
                    leaks += [f"{name}: {path.name}" for path in written if any(map(tells, words_in(path)))]
    assert not leaks
    assert set(FOUND) - did == NOTHING_TO_DO
    assert FILE not in b"".join(path.read_bytes() for path in out.rglob("*.pdf"))


def _calls(calls: tuple[str, ...], words: dict[str, str], secrets: dict[str, str]) -> Iterator[list[str]]:
    for call in calls:
        kinds = [kind.name for kind in ALL_KINDS] if "{kind}" in call else [""]
        endings = TABLE_ENDINGS if "{ending}" in call else [""]
        for uid in secrets.values() if UIDS in call else [""]:
            for kind in kinds:
                for ending in endings:
                    yield [part.format(**words, uid=uid, kind=kind, ending=ending) for part in call.split()]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_no_form_tells_in_any_kind_of_file(
    store: Store, secrets: dict[str, str], tmp_path: Path, form: ReportForm
) -> None:
    beside = {"number": "099/2026", "received_on": "2026-08-12", "due_on": "2026-08-20", "unit": store.unit.uid}
    store.save(Draft("petition", {**beside, "nature": "petition", "content": "Mương tắc"}))
    made = 0
    for context in _contexts(store, form):
        assert not tells(suggested_file_name(form, context))
        for file_format in FileFormat:
            path = tmp_path / f"paper.{file_format}"
            try:
                print_form(form, context, path, file_format=file_format)
            except ReportError:
                continue
            made += 1
            assert not any(map(tells, words_in(path))), (form.code, context.style, file_format)
    assert made or not store.count(form.kind) or form.needs is Needs.RECORD


def _contexts(store: Store, form: ReportForm) -> Iterator[ReportContext]:
    for style in Style:
        if form.needs is Needs.PERIOD:
            for period in PERIODS:
                yield ReportContext(store, store.today(), period=Period.parse(period), style=style)
        else:
            for record in store.list(form.kind):
                yield ReportContext(store, store.today(), record.uid, style=style)


def test_a_paper_of_the_file_that_was_opened_is_not_named_by_it(
    store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    for number, form in enumerate(form for form in FORMS if form.of_the_file):
        uid = handled_letter(store, form.code, number) if form.kind == "case" else secrets["petition"]
        context = form.opened(ReportContext(store, store.today(), uid))
        assert not tells(suggested_file_name(form, context))
        print_form(form, context, tmp_path / "a.pdf")
        assert any(map(tells, words_in(tmp_path / "a.pdf"))), form.code


def test_set_writes_over_what_is_hidden_only_when_it_is_opened(
    danvan: Danvan, store: Store, secrets: dict[str, str]
) -> None:
    uid = secrets["petition"]
    refused = danvan("set", uid, "content=Khác")
    assert refused.exit_code == 1
    assert "Hãy mở nội dung bí mật" in refused.stderr
    assert store.count("disclosure") == 0
    done = danvan("set", uid, "content=Khác", "--reveal")
    assert done.exit_code == 0, done.output
    assert f"{MARK} petition content" in done.stderr
    assert [note.text("purpose") for note in store.find("disclosure", record=uid)] == ["read"]
    assert store.reveal(uid, Purpose.READ).text("content") == "Khác"


def test_a_list_changes_nothing_that_is_hidden(
    danvan: Danvan, store: Store, secrets: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Số,Ngày,Nội dung,Thôn\n012/2026,12/08/2026,Khác,Thôn Đông\n", "utf-8")
    result = danvan("load", str(path), "--kind", "petition", "--update")
    assert result.exit_code == 1
    told = danvan("load", str(path), "--kind", "petition", "--update", "--dry-run")
    assert "Hãy mở nội dung bí mật" in told.stderr
    assert store.reveal(secrets["petition"], Purpose.READ).text("content") == f"{MARK} petition content"
