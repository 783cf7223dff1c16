"""No command and no file that one writes tells of a denouncer: every command, every form in every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS, suggested_file_name
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store
from tests.cli.conftest import Danvan
from tests.cli.every_call import COMMANDS, NOTHING_TO_DO, call_all, contexts_of, folder_to_write_in
from tests.cli.test_contract import FOUND
from tests.clocks import StandingClock
from tests.denunciations import FILE, MARK, conflict_over, fill_with_secrets, handled_letter, tells
from tests.secret_files import words_in
from tests.shared_stores import new_commune, nothing_written


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
    out = folder_to_write_in(tmp_path)
    words = {**secrets, "out": str(out), "conflict": conflict_over(store, tmp_path)}
    store.reveal_conflicts(store.conflicts())
    leaks, did = call_all(danvan, COMMANDS, words, secrets, forms=((), ("--json",)))
    assert not leaks, "\n".join(leaks)
    assert set(FOUND) - did == NOTHING_TO_DO
    assert FILE not in b"".join(path.read_bytes() for path in out.rglob("*.pdf"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with secrets, and a petition that is none, for those who only print."""
    with new_commune(tmp_path_factory.mktemp("printed") / "commune.db") as store:
        fill_with_secrets(store)
        beside = {"number": "099/2026", "received_on": "2026-08-12", "due_on": "2026-08-20", "unit": store.unit.uid}
        store.save(Draft("petition", {**beside, "nature": "petition", "content": "Mương tắc"}))
        yield store


@pytest.fixture
def printed(shared: Store) -> Iterator[Store]:
    with nothing_written(shared):
        yield shared


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_no_form_tells_in_any_kind_of_file(printed: Store, tmp_path: Path, form: ReportForm) -> None:
    made = 0
    for context in contexts_of(printed, form):
        assert not tells(suggested_file_name(form, context))
        for file_format in FileFormat:
            path = tmp_path / f"paper.{file_format}"
            try:
                print_form(form, context, path, file_format=file_format)
            except ReportError:
                continue
            made += 1
            assert not any(map(tells, words_in(path))), (form.code, context.style, file_format)
    assert made or not printed.count(form.kind) or form.needs is Needs.RECORD


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
