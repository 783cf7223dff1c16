"""Figures of the register of papers: all that was issued, and what of it leads the work."""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.figures.declared import split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup
from danvan_desktop.reports.figures.queries import dated

_KIND = "document_number"
_ALWAYS = frozenset({"resolution", "directive", "conclusion", "programme", "plan", "regulation", "rule"})
"""Types that lead by what they are."""
_ELSE_OF_A_MATTER = frozenset({"decision", "guidance", "letter"})
"""Types that lead too, unless they settle one matter: they reward somebody, or tell where a letter has to go."""
_BY_COMMUNITIES = "community"


def documents() -> tuple[Figure, ...]:
    """Return the figures of what was issued."""
    issued = Figure(
        code="documents.issued",
        title=_("Văn bản đã ban hành"),
        definition=_("Số văn bản đã cấp số trong sổ có ngày văn bản trong kỳ, không tính bản sao."),
        counted=_("văn bản"),
        kind=_KIND,
        group=FigureGroup.DOCUMENTS,
        find=dated(_KIND, "date", lambda one: one.text("type") != "copy"),
    )
    leading = replace(
        issued,
        code="documents.leading",
        title=_("Văn bản lãnh đạo, chỉ đạo"),
        definition=_(
            "Số nghị quyết, chỉ thị, kết luận, chương trình, kế hoạch, quy chế, quy định có ngày văn bản trong kỳ, và"
            " quyết định, hướng dẫn, công văn không in từ một hồ sơ; không tính văn bản của thôn."
        ),
        find=dated(_KIND, "date", _leads),
    )
    shares = split(leading, ALL_KINDS[_KIND].field("type"), FigureGroup.DOCUMENTS)
    told = {f"{leading.code}.type.{type_}" for type_ in _ALWAYS | _ELSE_OF_A_MATTER}
    return (issued, leading, *(one for one in shares if one.code in told))


def _leads(paper: Record) -> bool:
    """Tell whether a paper leads the work: not one that answers somebody, as most that are numbered do."""
    if paper.text("issuer") == _BY_COMMUNITIES:
        return False
    is_of_a_matter = bool(paper.text("record") or paper.text("form"))
    return paper.text("type") in (_ALWAYS if is_of_a_matter else _ALWAYS | _ELSE_OF_A_MATTER)
