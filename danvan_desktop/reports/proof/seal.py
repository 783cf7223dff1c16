"""Makes the proof of a report: its code, and the payload of its QR code with every figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.reports.document import Proof
from danvan_desktop.reports.figures import FIGURES, FigureGroup, ReportFigures
from danvan_desktop.reports.proof.code import ProofCode, Values, digests, unit_mark
from danvan_desktop.store import Store

PAYLOAD_MARK = "DANVAN"
_BETWEEN, _BETWEEN_VALUES = ":", "."
_NOTE = (
    "Mã kiểm chứng số liệu. Cấp trên nhập dữ liệu của đơn vị rồi vào Báo cáo, Kiểm tra mã (hoặc lệnh danvan verify) để"
    " đối chiếu số liệu in trên giấy với bản ghi."
)
_G = FigureGroup

PROVEN_FORMS: Mapping[str, tuple[FigureGroup, ...]] = {
    "work-report": tuple(FigureGroup),
    "situation-report": (_G.SITUATION, _G.PETITIONS, _G.PETITION_FIELDS, _G.PETITION_LEVELS),
    "petition-register": (_G.PETITIONS,),
    "meeting-register": (_G.MEETINGS, _G.DECISIONS),
    "dialogue-register": (_G.DIALOGUES,),
    "model-register": (_G.MODELS, _G.RECOGNITION),
}
"""Forms whose figures are proven, with the groups that they print; a code names a form by its place here."""


def proven_figures(form: str) -> Sequence[str]:
    """Return the codes of the figures that a form proves, in their order."""
    groups = PROVEN_FORMS[form]
    return [code for code, figure in FIGURES.items() if figure.group in groups]


def values_of(figures: ReportFigures, form: str) -> Values:
    """Return what a report prints for each figure that it proves."""
    return {code: figures.value(code).shown for code in proven_figures(form)}


def code_of(form: str, unit: str, period: Period, figures: ReportFigures) -> ProofCode:
    """Make the code of a report; raises ProofError for a period before 2000."""
    by_group, total = digests(values_of(figures, form), _groups(form))
    return ProofCode(list(PROVEN_FORMS).index(form), period, figures.span.last, unit_mark(unit), by_group, total)


def seal(form: str, unit: Record, period: Period, figures: ReportFigures) -> Proof:
    """Make the proof that a report prints."""
    code = code_of(form, unit.uid, period, figures)
    values = _BETWEEN_VALUES.join(str(value) for value in values_of(figures, form).values())
    return Proof(_BETWEEN.join((PAYLOAD_MARK, code.signs, values)), str(code), _NOTE)


def seal_of_period(store: Store, form: str, period: Period, as_of: dt.date) -> Proof:
    """Make the proof of a form of the store's own unit and one period."""
    unit = store.unit
    return seal(form, unit, period, ReportFigures(store, unit.uid, form, period, as_of))


def read_payload(payload: str) -> tuple[ProofCode, Sequence[int]] | None:
    """Return the code and the printed figures of a payload, ``None`` for another text; raises ProofError."""
    parts = payload.strip().upper().split(_BETWEEN)
    if len(parts) != 3 or parts[0] != PAYLOAD_MARK:
        return None
    values = parts[2].split(_BETWEEN_VALUES)
    if not all(value.isascii() and value.isdecimal() for value in values):
        return None
    return ProofCode.parse(parts[1]), [int(value) for value in values]


def _groups(form: str) -> Mapping[FigureGroup, Sequence[str]]:
    proven = proven_figures(form)
    return {group: [code for code in proven if FIGURES[code].group is group] for group in PROVEN_FORMS[form]}
