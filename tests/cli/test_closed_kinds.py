"""No command, and no file that one writes, tells an officer of what is opened to others alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store, StoreError
from tests.cli.conftest import Danvan
from tests.cli.test_contract import FOUND
from tests.cli.test_secret_commands import COMMANDS, WRITES_THE_WHOLE_STORE, _calls, _contexts
from tests.clocks import StandingClock
from tests.closed import FILE, close_all
from tests.denunciations import tells
from tests.secret_files import words_in

CHANGES_WHO_WORKS = {"officers use", "officers allow"}


@pytest.fixture
def store(commune: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "commune.db", clock=StandingClock()) as opened:
        yield opened


@pytest.fixture
def closed(store: Store) -> dict[str, str]:
    return close_all(store)


def test_no_command_tells_nor_any_file_that_one_writes(
    danvan: Danvan, store: Store, closed: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "plain.txt").write_text("không có gì", "utf-8")
    (out / "list.csv").write_text("Số,Ngày,Nội dung,Thôn\n012/2026,12/08/2026,Khác,Thôn Đông\n", "utf-8")
    petition = {"number": "001/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
    words = {"petition": store.save(Draft("petition", petition)).uids[0], "conflict": "x", "out": str(out), **closed}
    uids = {name: uid for name, uid in closed.items() if name not in ("head", "clerk")}
    leaks, seen = [], set(out.rglob("*"))
    for name in sorted(set(COMMANDS) & set(FOUND) - CHANGES_WHO_WORKS):
        for call in _calls(COMMANDS[name], words, uids):
            result = danvan(*name.split(), *call)
            assert result.exception is None or isinstance(result.exception, SystemExit), (name, call)
            if tells(result.output) or tells(result.stderr):
                leaks.append(f"danvan {name} {' '.join(call)}: {result.output[:300]}")
            written = {path for path in out.rglob("*") if path.is_file()} - seen
            seen |= written
            if name not in WRITES_THE_WHOLE_STORE:
                leaks += [f"{name} {call}: {path.name}" for path in written if any(map(tells, words_in(path)))]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_no_form_tells_in_any_kind_of_file(
    store: Store, closed: dict[str, str], tmp_path: Path, form: ReportForm
) -> None:
    contexts = [*_contexts(store, form)]
    if form.needs is Needs.RECORD and form.kind in closed:
        contexts.append(ReportContext(store, store.today(), closed[form.kind]))
    for context in contexts:
        for file_format in FileFormat:
            path = tmp_path / f"paper.{file_format}"
            try:
                print_form(form, context, path, file_format=file_format)
            except (ReportError, StoreError):
                continue
            assert not any(map(tells, words_in(path))), (form.code, context.style, file_format)


def test_a_file_beside_a_closed_record_is_not_given(store: Store, closed: dict[str, str]) -> None:
    attachment = store.get(closed["attachment"])
    assert attachment is None or not tells(attachment.values)
    with pytest.raises(StoreError, match=r"không được mở|bí mật"):
        store.attached(attachment)
    store.set_officer(closed["head"])
    assert store.attached(store.get(closed["attachment"])) == FILE
