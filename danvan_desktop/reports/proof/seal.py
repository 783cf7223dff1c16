"""Makes the proof of a paper: its code, and the payload of its QR code with every figure or row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.reports.document import Proof
from danvan_desktop.reports.figures import FigureGroup, ReportFigures
from danvan_desktop.reports.proof.code import ProofCode, group_digest, latest_day, total_digest, unit_mark
from danvan_desktop.reports.proof.frozen import NEWEST, FrozenForm, FrozenSet, frozen_set
from danvan_desktop.reports.proof.rows import ProvenRow, proven_rows, register_records

PAYLOAD_MARK = "DANVAN"
_BETWEEN, _BETWEEN_VALUES = ":", "."
_LONGEST_IN_QR = 61
"""Letters of a code of 29 squares a side: more squares are too small for an office's scanner.

The file itself still names every value.
"""
_NOTE = "Mã kiểm chứng số liệu, để cơ quan cấp trên kiểm tra báo cáo."


@dataclass(frozen=True)
class Content:
    """What a code proves of one form: the lines of each group and of all; ``values`` are told by the payload."""

    lines: Mapping[FigureGroup, Sequence[str]]
    all: Sequence[str]
    values: Sequence[str]


def figure_content(figures: ReportFigures, form: FrozenForm) -> Content:
    """Take the figures that a report prints, by name."""
    values = {code: figures.value(code).shown for code in form.figures}
    lines = {part.group: _named(values, part.figures) for part in form.parts}
    return Content(lines, _named(values, values), [str(value) for value in values.values()])


def row_content(rows: Sequence[ProvenRow], form: FrozenForm) -> Content:
    """Take the rows that a register prints, in whatever order."""
    lines = {part.group: sorted(row.texts[part.group] for row in rows) for part in form.parts}
    return Content(lines, sorted(chain.from_iterable(lines.values())), sorted(row.mark for row in rows))


def code_of(
    known: FrozenSet, form: FrozenForm, unit: str, period: Period, as_of: dt.date, content: Content
) -> ProofCode:
    """Make the code of a paper by a frozen set; raises ProofError for a period before 2000."""
    groups = tuple(group_digest(content.lines[group]) if group in content.lines else 0 for group in known.places(form))
    total = total_digest(content.all, known.number, len(groups))
    place = known.place_of(form.form)
    return ProofCode(place, period, as_of, unit_mark(unit, known.number), groups, total, known.number)


def seal(form: str, unit: Record, period: Period, figures: ReportFigures) -> Proof:
    """Make the proof that a report prints of its figures."""
    known = frozen_set(NEWEST)
    frozen = known.forms[known.place_of(form)]
    content = figure_content(figures, frozen)
    return _proof(code_of(known, frozen, unit.uid, period, figures.span.last, content), content.values)


def seal_of_period(store: Records, form: str, period: Period, today: dt.date) -> Proof:
    """Make the proof of a form of the store's own unit: of a register's rows as they stand today, else of figures."""
    known, as_of = frozen_set(NEWEST), latest_day(period, today)
    frozen = known.forms[known.place_of(form)]
    if not frozen.kind:
        return seal(form, store.unit, period, ReportFigures(store, store.unit.uid, form, period, today))
    records = register_records(store, store.unit.uid, frozen, period)
    content = row_content(proven_rows(store, frozen, records, as_of), frozen)
    return _proof(code_of(known, frozen, store.unit.uid, period, as_of, content), content.values)


def _proof(code: ProofCode, values: Sequence[str]) -> Proof:
    details = _BETWEEN.join((PAYLOAD_MARK, code.signs, _BETWEEN_VALUES.join(values)))
    payload = details if len(details) <= _LONGEST_IN_QR else _BETWEEN.join((PAYLOAD_MARK, code.signs))
    return Proof(payload, str(code), _NOTE, details=details)


def read_payload(payload: str) -> tuple[ProofCode, Sequence[str] | None] | None:
    """Return the code and the printed values of a payload, these ``None`` where it tells none.

    ``None`` for another text; raises ProofError.
    """
    parts = payload.strip().upper().split(_BETWEEN)
    if len(parts) not in (2, 3) or parts[0] != PAYLOAD_MARK:
        return None
    code = ProofCode.parse(parts[1])
    if len(parts) == 2:
        return code, None
    return code, [value for value in parts[2].split(_BETWEEN_VALUES) if value]


def _named(values: Mapping[str, int], codes: Iterable[str]) -> list[str]:
    return [f"{code}={values[code]}" for code in sorted(codes)]
