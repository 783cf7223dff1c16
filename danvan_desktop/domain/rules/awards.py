"""Rules of awards: who may have which title, who gives it, and what a model's recognition says already.

Luật Thi đua, khen thưởng 06/2022/QH15, Điều 80, khoản 3: the chair of a commune's People's Committee gives giấy khen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _

COLLECTIVE, INDIVIDUAL, HOUSEHOLD = "collective", "individual", "household"
OF_MODEL, OTHER = "model", "other"
_OF_UNITS = frozenset({"agency", "committee", "village"})
"""Titles that only an agency, a Party organisation or a village can have."""
_NOT_OF_THE_COMMUNE = frozenset({"merit", "badge"})


def title_fits_who_is_honoured(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse a person or household the title of an agency, Party organisation or village."""
    if record.text("title") in _OF_UNITS and record.text("subject_kind") != COLLECTIVE:
        title = context.fields["title"].label_of(record.get("title"))
        yield Problem("subject_kind", _("“{title}” chỉ tặng tập thể.", title=str(title)))


def other_title_is_named(record: Record, _context: RuleContext) -> Iterator[Problem]:
    """What is none of the titles listed says what it is."""
    if record.text("title") == OTHER and not record.text("title_name"):
        yield Problem("title_name", _("Hãy ghi tên danh hiệu, hình thức khen thưởng khác."))


def commune_gives_what_it_may(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a title that the chair of a commune does not give (Điều 80, khoản 3)."""
    is_new = sets_anew(record, context, "title", "level")
    if is_new and record.text("level") == "commune" and record.text("title") in _NOT_OF_THE_COMMUNE:
        title = context.fields["title"].label_of(record.get("title"))
        yield Problem(
            "level",
            _("Chủ tịch UBND cấp xã tặng Giấy khen; “{title}” do cấp trên tặng. Hãy xem lại.", title=str(title)),
            Severity.WARNING,
        )


def recognition_names_its_model(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Ask for the model that is recognised, since figures count one recognition once."""
    if record.text("title") != OF_MODEL or not sets_anew(record, context, "title", "model", "decision_number"):
        return
    if not record.text("model"):
        yield Problem("model", _("Hãy chọn mô hình được công nhận, để số liệu không tính hai lần."), Severity.WARNING)
    elif is_told_by_its_model(record, context.reader):
        yield Problem(
            "model",
            _("Quyết định này đã ghi ở phần “Công nhận” của mô hình; số liệu chỉ tính một lần."),
            Severity.WARNING,
        )


class PartsReader(Protocol):
    """How the parts of a record are looked at."""

    def children(self, parent_uid: str, kind: str, /) -> Iterable[Record]:
        """Return the records of ``kind`` that belong to a parent."""


def is_told_by_its_model(award: Record, reader: PartsReader) -> bool:
    """Tell whether the recognition of a model stands with the model too, by the number or day of its decision."""
    if award.text("title") != OF_MODEL or not award.text("model"):
        return False
    told = reader.children(award.text("model"), "recognition")
    return any(_is_same_decision(award, one) for one in told)


def _is_same_decision(award: Record, recognition: Record) -> bool:
    number, other = (fold("".join(one.text("decision_number").split())) for one in (award, recognition))
    if number and other:
        return number == other
    day = award.date("decided_on")
    return day is not None and day == recognition.date("decision_date")


def who_registered(record: Record, context: FillContext) -> Value:
    """A model's award is that of who registered it."""
    model = context.reader.get(record.text("model"))
    return None if model is None else model.get("registrant")


def kind_of_registrant(record: Record, context: FillContext) -> Value:
    """A model of an individual honours an individual."""
    model = context.reader.get(record.text("model"))
    return None if model is None else model.get("form")


def proposed_by_then(record: Record, _context: FillContext) -> Value:
    """What is written once it was decided was proposed by that day, and not today."""
    return record.get("decided_on")


def unit_of_model(record: Record, context: FillContext) -> Value:
    """A model's award is of the unit of the model."""
    model = context.reader.get(record.text("model"))
    return None if model is None else model.get("unit")
