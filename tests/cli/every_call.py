"""Every command, and every form, as tests call them over a store in which a marker may be told by none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.period import Period
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.cli.conftest import Danvan
from tests.denunciations import FOLDED, MARK, tells
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
    "peers choose",
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
    "undelete",
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
    "peers choose": ("0123456789ab",),
    "peers hand-over": (),
    "peers histories": ("",),
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
    "bin": ("",),
    "undelete": ("{petition}",),
    "dump": (
        "--kind {kind} --out {out}/{kind}{ending}",
        "--out {out}/folder --format parquet --with-personal",
        "--out {out}/everything.xlsx",
        "--out {out}/everything.sqlite",
    ),
}
"""How each command is called; a new command that stands here not fails the test."""


def folder_to_write_in(tmp_path: Path) -> Path:
    """Make the folder that calls name ``{out}``, with the files that some read."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "plain.txt").write_text("không có gì", "utf-8")
    (out / "list.csv").write_text("Số,Ngày,Nội dung,Thôn\n012/2026,12/08/2026,Khác,Thôn Đông\n", "utf-8")
    return out


def call_all(
    danvan: Danvan,
    names: Collection[str],
    words: Mapping[str, str],
    uids: Mapping[str, str],
    forms: Collection[tuple[str, ...]] = ((),),
) -> tuple[list[str], set[str]]:
    """Call commands in every way that ``COMMANDS`` tells, each with the options of every one of ``forms``.

    Returns where the marker is told, in words or in files, and the names of those that did something.
    """
    out = Path(words["out"])
    leaks: list[str] = []
    seen, did = set(out.rglob("*")), set()
    for name in names:
        for call in _calls(COMMANDS[name], words, uids):
            for options in forms if name != "extract" else ((),):
                result = danvan(*name.split(), *call, *options)
                assert result.exception is None or isinstance(result.exception, SystemExit), (name, call)
                did |= {name} if result.exit_code == 0 else set()
                if tells(result.output) or tells(result.stderr):
                    leaks.append(f"danvan {name} {' '.join(call)} {options}: {result.output[:300]}")
                written = {path for path in out.rglob("*") if path.is_file()} - seen
                seen |= written
                if name not in WRITES_THE_WHOLE_STORE:
                    leaks += [f"{name} {call}: {path.name}" for path in written if any(map(tells, words_in(path)))]
    return leaks, did


def _calls(calls: tuple[str, ...], words: Mapping[str, str], secrets: Mapping[str, str]) -> Iterator[list[str]]:
    for call in calls:
        kinds = [kind.name for kind in ALL_KINDS] if "{kind}" in call else [""]
        endings = TABLE_ENDINGS if "{ending}" in call else [""]
        for uid in secrets.values() if UIDS in call else [""]:
            for kind in kinds:
                for ending in endings:
                    yield [part.format(**words, uid=uid, kind=kind, ending=ending) for part in call.split()]


def contexts_of(store: Store, form: ReportForm) -> Iterator[ReportContext]:
    """Yield what a form can be printed of in a store, by each style."""
    for style in Style:
        if form.needs is Needs.PERIOD:
            for period in PERIODS:
                yield ReportContext(store, store.today(), period=Period.parse(period), style=style)
        else:
            for record in store.list(form.kind):
                yield ReportContext(store, store.today(), record.uid, style=style)
