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
from tests.cli.every_call import COMMANDS, call_all, contexts_of, folder_to_write_in
from tests.cli.test_contract import FOUND
from tests.clocks import StandingClock
from tests.closed import FILE, close_all
from tests.denunciations import tells
from tests.secret_files import words_in
from tests.shared_stores import new_commune, nothing_written

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
    out = folder_to_write_in(tmp_path)
    petition = {"number": "001/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
    words = {"petition": store.save(Draft("petition", petition)).uids[0], "conflict": "x", "out": str(out), **closed}
    uids = {name: uid for name, uid in closed.items() if name not in ("head", "clerk")}
    # wine's server keeps each opened file until the last lock on it is gone: none is open beside the commands.
    store.close()
    names = sorted(set(COMMANDS) & set(FOUND) - CHANGES_WHO_WORKS)
    leaks, _did = call_all(danvan, names, words, uids)
    assert not leaks, "\n".join(leaks)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """A store in which records are closed, and their uids, for those who only print."""
    with new_commune(tmp_path_factory.mktemp("printed") / "commune.db") as store:
        yield store, close_all(store)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_no_form_tells_in_any_kind_of_file(
    shared: tuple[Store, dict[str, str]], tmp_path: Path, form: ReportForm
) -> None:
    store, closed = shared
    contexts = [*contexts_of(store, form)]
    if form.needs is Needs.RECORD and form.kind in closed:
        contexts.append(ReportContext(store, store.today(), closed[form.kind]))
    with nothing_written(store):
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
