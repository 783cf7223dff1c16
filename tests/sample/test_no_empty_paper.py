"""No form makes a paper about nothing of any record or period of the sample: what each one exists for is in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document, Run, Table
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.store import Store

_PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-H1", "2026-H2", "2026", "2025", "2026-11")
_REGISTERS = frozenset({"meeting-register", "dialogue-register", "petition-register", "model-register"})
_REPORTS = frozenset({"work-report", "situation-report", "democracy-report"})


def _texts(part: object) -> Iterator[str]:
    """Give every text of a document, of whatever block it is."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Run):
        yield part.text
    elif isinstance(part, tuple):
        yield from (text for one in part for text in _texts(one))
    elif dataclasses.is_dataclass(part):
        yield from (text for field in dataclasses.fields(part) for text in _texts(getattr(part, field.name)))


def _said(document: Document) -> str:
    return " ".join(_texts((document.blocks, document.appendices)))


def _rows(document: Document) -> int:
    blocks = (*document.blocks, *(block for appendix in document.appendices for block in appendix.blocks))
    return sum(len(table.rows) for table in blocks if isinstance(table, Table))


def _has_rows(document: Document) -> bool:
    return _rows(document) > 0 and "Không phát sinh" not in _said(document)


def _has_an_article(document: Document) -> bool:
    said = _said(document)
    return "Điều 1. " in said and "Điều 2. " in said


def _has_ballots_of(method: str) -> Callable[[Document], bool]:
    """Every method that a count names is this one."""
    return lambda document: {part.partition(".")[0] for part in _said(document).split("Hình thức: ")[1:]} == {method}


_EXISTS_FOR: Mapping[str, Callable[[Document], bool]] = {
    "community-resolution": _has_an_article,
    "decision-extract": _has_rows,
    "vote-count": _has_ballots_of("bỏ phiếu kín"),
    "household-ballots": _has_ballots_of("phát phiếu lấy ý kiến từng hộ"),
    "petition-reminder": _has_rows,
    "petition-reply": lambda document: (
        "Kết quả giải quyết: " in _said(document) or "Nội dung trả lời" in _said(document)
    ),
    "petition-transfer": lambda document: "Kính gửi: " in _said(document),
    "dialogue-conclusion": lambda document: "Không phát sinh" not in _said(document).partition("II. Kết luận")[2],
    "model-progress": _has_rows,
    "model-scoring": _has_rows,
    "model-recognition": _has_rows,
    "model-tree": _has_rows,
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_what_a_paper_exists_for_is_in_it(sample: Store, form: ReportForm) -> None:
    made = 0
    for context in _contexts(sample, form):
        if form.nothing_to_say(context) is not None:
            continue
        document = form.build(context)
        made += 1
        assert _said(document).strip()
        if form.code not in _REGISTERS | _REPORTS:
            assert _EXISTS_FOR.get(form.code, bool)(document), (context.uid, context.period)
    assert made or form.of_former_records or form.of_opened_secrets, "the sample has nothing to print this form of"


def _contexts(store: Store, form: ReportForm) -> Iterator[ReportContext]:
    today = store.today()
    if form.needs is Needs.PERIOD:
        for code in _PERIODS:
            yield ReportContext(store, today, period=Period.parse(code), style=form.styles()[0])
        return
    for record in store.list(form.kind):
        yield ReportContext(store, today, record.uid, style=form.styles(record, store)[0])
