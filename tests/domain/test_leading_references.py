"""References that lead to kinds by what these say of themselves: a new kind is among them without being named."""

import pytest

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.secrecy import SecretWhen
from danvan_desktop.localization import _
from tests.copies import replace

WALK = Kind(
    name="walk",
    label=_("Chuyến đi"),
    plural=_("Chuyến đi"),
    title=("subject",),
    listed=("subject",),
    order="subject",
    date="walked_on",
    fields=(
        Field(name="subject", label=_("Về việc")),
        Field(name="walked_on", label=_("Ngày đi"), type=FieldType.DATE),
        Field(name="plan", label=_("Kế hoạch"), type=FieldType.REFERENCE, targets=("plan",)),
    ),
)
STOP = replace(WALK, name="stop", parent="plan", date=None)
BY_DECLARATION = {
    ("attachment", "owner"): {"takes_files": True},
    ("document_number", "record"): {"has_papers": True},
    ("disclosure", "record"): {"secret_when": SecretWhen("subject", frozenset({"tố cáo"}))},
}


def targets(kinds: Kinds, kind: str, field: str) -> set[str]:
    return set(kinds[kind].field(field).targets)


@pytest.mark.parametrize(("reference", "declared"), BY_DECLARATION.items(), ids=str)
def test_a_part_is_led_to_only_where_it_says_so(reference, declared):
    assert "stop" not in targets(Kinds((*ALL_KINDS, STOP)), *reference)
    assert "stop" in targets(Kinds((*ALL_KINDS, replace(STOP, **declared))), *reference)


@pytest.mark.parametrize("reference", [("attachment", "owner"), ("document_number", "record"), ("task", "record")])
def test_work_that_stands_by_itself_is_led_to_without_a_word(reference):
    assert "walk" in targets(Kinds((*ALL_KINDS, WALK)), *reference)


def test_whatever_can_be_secret_can_be_disclosed_and_nothing_else():
    can = {kind.name for kind in ALL_KINDS if ALL_KINDS.may_be_secret(kind.name)} - {"disclosure"}
    assert targets(ALL_KINDS, "disclosure", "record") == can
    assert can >= {"petition", "opinion", "case", "step", "reception_visit", "situation_entry", "attachment"}


def test_the_numbers_of_papers_lead_to_every_record_that_a_form_is_printed_of_but_those_that_stay_inside():
    from danvan_desktop.reports.catalogue import FORMS
    from danvan_desktop.reports.form import Needs

    printed = {form.kind for form in FORMS if form.needs is Needs.RECORD}
    inside = {kind for kind in printed if ALL_KINDS[kind].stays_inside}
    assert not any(form.document_type for form in FORMS if form.kind in inside)  # the register of numbers goes up
    assert printed - inside == printed & targets(ALL_KINDS, "document_number", "record")
