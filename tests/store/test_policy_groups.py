"""Whom a record is about is told by the same codes in every kind, and older entries keep theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.case_making import GROUPS_OF_ENTRIES, case_of
from danvan_desktop.domain.choices import POLICY_GROUPS
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.ui.kinds import ALL_VIEWS

KINDS = ("petition", "case", "consultation", "model")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_may_be_chosen_and_filtered_by(kind: str) -> None:
    field = ALL_KINDS[kind].field("policy_group")
    view = next(one for one in ALL_VIEWS if one.kind == kind)
    assert (field.choices, field.required) == (POLICY_GROUPS, False)
    assert "policy_group" in view.listing.filters


def test_an_entry_keeps_its_old_codes_and_has_one_for_every_group() -> None:
    field = ALL_KINDS["situation_entry"].field("group")
    assert str(field.label_of("intellectuals")) == "Trí thức, cán bộ, công chức"
    labels = {str(choice.label) for choice in field.choices}
    assert {"Hộ nghèo", "Hộ cận nghèo", "Người có công", "Người khuyết tật", "Trẻ em", "Nhân dân nói chung"} <= labels
    assert len({choice.code for choice in field.choices}) == len(field.choices) == len(labels)


@pytest.mark.parametrize(
    ("of_entry", "of_case"),
    [("farmers", "farmer"), ("minorities", "minority"), ("near_poor", "near_poor"), ("intellectuals", None)],
)
def test_a_case_made_of_an_entry_takes_over_its_group(store: Store, of_entry: str, of_case: str | None) -> None:
    entry = Draft("situation_entry", {"noted_on": "2026-01-05", "content": "Thiếu nước", "group": of_entry})
    source = store.get(store.save(entry).uids[0])
    made = store.save(*case_of(source, "hot_spot", store.new_uid(), store)).uids[0]
    assert store.get(made).get("policy_group") == of_case


def test_every_group_of_an_entry_but_officials_has_its_code_in_the_other_kinds() -> None:
    codes = {choice.code for choice in ALL_KINDS["situation_entry"].field("group").choices}
    assert codes - set(GROUPS_OF_ENTRIES) == {"intellectuals"}
    assert set(GROUPS_OF_ENTRIES.values()) == {choice.code for choice in POLICY_GROUPS}
