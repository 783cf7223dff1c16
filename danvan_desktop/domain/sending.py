"""Writes down that a report which is owed was sent: on which day, and which paper of the register it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.kinds.submission import RETURNED, SUBMISSION
from danvan_desktop.domain.record import Draft, Record

_FORMS: Mapping[str, str] = {
    "work_quarter": "work-report",
    "work_half": "work-report",
    "work_year": "work-report",
    "situation_quarter": "situation-report",
    "democracy_year": "democracy-report",
}
"""The printed form whose number a report of this kind has."""
_SENT = "sent"


class Finding(Protocol):
    """Finds records by their fields."""

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records of ``kind`` whose fields have exactly these values."""


def sent(record: Record, reader: Finding, day: dt.date, document: str = "") -> Draft:
    """Return the change that says a report was sent on ``day``, as the paper ``document`` or the one that is known."""
    values: dict[str, Value] = {"sent_on": day.isoformat()}
    paper = document or (record.text("document") or paper_of(record, reader))
    if paper:
        values["document"] = paper
    if record.text(STATE) == RETURNED:
        values[STATE] = _SENT
    return Draft(SUBMISSION.name, values, record.uid)


def paper_of(record: Record, reader: Finding) -> str:
    """Return the paper of the register that was printed as this report, the newest; empty where there is none."""
    form = _FORMS.get(record.text("report"))
    if form is None:
        return ""
    same = {"form": form, "period": record.text("period"), "unit": record.text("from_unit")}
    found = max(reader.find("document_number", **same), key=lambda one: one.text("date"), default=None)
    return "" if found is None else found.uid
