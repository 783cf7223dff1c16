"""Sổ tiếp công dân with the numbers of identity cards: printed only when it is asked for."""

from __future__ import annotations

from functools import partial

from danvan_desktop.domain.kinds.reception import RECEPTION
from danvan_desktop.domain.kinds.reception_register import WITH_IDENTITY
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.register import build_register

FORMS = (
    ReportForm(
        code="reception-identity-register",
        title=WITH_IDENTITY.label,
        description=WITH_IDENTITY.description,
        purpose=Purpose.REGISTER,
        kind="reception",
        needs=Needs.PERIOD,
        file_stem=WITH_IDENTITY.file_stem,
        build_of=partial(build_register, kind=RECEPTION, other=WITH_IDENTITY),
    ),
)
