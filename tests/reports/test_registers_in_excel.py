"""Every paper with a table is read back from Excel: who, what, when; days and figures as such; ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.cli.demo import context_for, periods_shown
from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.reports.sheets import sheet_faults
from tests.shared_stores import new_commune


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_commune(tmp_path_factory.mktemp("excel") / "commune.db") as store:
        fill_sample(store)
        yield store


def _documents(store: Store, form: ReportForm) -> Iterator[Document]:
    """Build a paper of its fullest record, the day, or the two longest periods."""
    today = store.today()
    if form.needs is Needs.PERIOD:
        periods = sorted(periods_shown(today), key=lambda one: one.first - one.last)[:2]
        contexts = [ReportContext(store, today, period=period) for period in periods]
    else:
        try:
            contexts = [context_for(store, form)]
        except ReportError:
            return
    yield from (form.build(one) for one in contexts if form.nothing_to_say(one) is None)


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.code)
def test_a_paper_s_tables_can_be_read_counted_and_printed(sample: Store, form: ReportForm) -> None:
    assert [fault for document in _documents(sample, form) for fault in sheet_faults(form.code, document)] == []
