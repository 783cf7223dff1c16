"""The office's own rules: a unit's value is a rule for that unit, and what cannot be read stops nothing."""

from fractions import Fraction

import pytest

from danvan_desktop.domain.kinds.office import readable_value
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.laws import InstallationDamaged, OwnValueState, load_calendar, load_law
from danvan_desktop.sync import add_peer, enrol_card, own_card

RULE = "meeting.quorum"


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "village.db", unit_name="Thôn Đông", unit_code="01", level="village") as store:
        yield store


def override(store, value, **more):
    return store.save(Draft("rule_override", {"rule": RULE, "value": value, "reason": "x", **more})).uids[0]


def forged(store, value):
    """Write a value that no form lets in, as a hostile or faulty device does."""
    uid = override(store, "1/2")
    with store._connection:
        store._writer._append([store._writer._cells.assignment("rule_override", uid, "value", value)], [uid], [])
    store.forget_law()
    return uid


def test_the_own_value_holds_and_that_of_a_village_does_not(commune, village, carry):
    law_itself = commune.store.law[RULE].value
    override(village, "1/10")
    assert village.law[RULE].value == Fraction(1, 10)
    add_peer(commune.store, own_card(village), confirmed=True)
    carry(village, commune.store)
    assert commune.store.count("rule_override") == 1
    assert commune.store.law[RULE].value == law_itself
    override(commune.store, "3/4")
    assert commune.store.law[RULE].value == Fraction(3, 4)


@pytest.mark.parametrize("below", [True, False])
def test_a_value_of_the_level_above_holds_below_when_it_says_so(commune, village, carry, below):
    above = commune.store
    carry(above, village)
    village.save(Draft("unit", {"parent": above.unit.uid}, village.unit.uid))
    override(above, "3/4", holds_below=below)
    enrol_card(village, own_card(above))
    carry(above, village)
    village.forget_law()
    assert (village.law[RULE].value == Fraction(3, 4)) is below


@pytest.mark.parametrize("value", ["1/0", "mười ngày", "", None, "9" * 5000, "1e9999", "nan", "-1", "1/2/3", "%", "①"])
def test_a_value_that_cannot_be_read_stops_no_work_and_is_named(commune, value):
    law_itself = None
    uid = forged(commune.store, value)
    commune.petition()
    assert commune.store.law[RULE].value != law_itself
    (problem,) = commune.store.check().problems
    assert uid in str(problem)
    commune.store.delete(uid)
    assert commune.store.check().ok


@pytest.mark.parametrize(
    ("text", "value"),
    [("2/3", Fraction(2, 3)), ("50%", Fraction(1, 2)), ("66,5 %", Fraction(133, 200)), (" 10 ", Fraction(10))],
)
def test_values_are_read_as_officers_write_them(text, value):
    assert readable_value(text) == value


def test_a_rule_that_a_merge_brings_holds_at_once(commune, village, carry):
    above = commune.store
    carry(above, village)
    village.save(Draft("unit", {"parent": above.unit.uid}, village.unit.uid))
    enrol_card(village, own_card(above))
    override(above, "3/4", holds_below=True)
    assert village.law[RULE].value != Fraction(3, 4)
    carry(above, village)
    assert village.law[RULE].value == Fraction(3, 4)
    assert village.law[RULE].override_reason == "x"


def test_the_value_of_another_unit_is_told_as_such_and_whose_it_is(commune, village, carry):
    override(village, "1/10")
    add_peer(commune.store, own_card(village), confirmed=True)
    carry(village, commune.store)
    (own,) = commune.store.own_values()
    assert (own.standing, own.is_own) == (OwnValueState.OF_ANOTHER, False)
    assert "Thôn Đông" in str(own.whose)
    assert "Thôn Đông" in str(commune.store.whose(own.record.uid, "value"))


@pytest.mark.parametrize(
    ("value", "rule", "standing"), [("1/0", RULE, "unreadable"), ("1/2", "no.such", "unknown_rule")]
)
def test_what_cannot_be_applied_is_told_as_such(commune, value, rule, standing):
    uid = override(commune.store, "1/2")
    with commune.store._connection:
        writer = commune.store._writer
        cells = [writer._cells.assignment("rule_override", uid, *cell) for cell in (("value", value), ("rule", rule))]
        writer._append(cells, [uid], [])
    (own,) = commune.store.own_values()
    assert (own.standing.value, own.is_own) == (standing, True)


@pytest.mark.parametrize("content", ["", "rác", "[]", "{}", '{"rules": [{}], "holidays": 5}', "[" * 100_000])
@pytest.mark.parametrize("load", [load_law, load_calendar])
def test_a_file_of_the_program_that_is_damaged_is_told_in_words(tmp_path, monkeypatch, content, load):
    (tmp_path / "data.json").write_text(content, "utf-8")
    monkeypatch.setattr("danvan_desktop.store.laws.resource_path", lambda *_parts: tmp_path / "data.json")
    with pytest.raises(InstallationDamaged, match="Hãy cài lại phần mềm"):
        load()


@pytest.mark.parametrize(
    ("code", "level", "is_own"), [("DS", "commune", True), ("DS", "village", False), ("TS", "commune", False)]
)
def test_a_laptop_of_the_same_office_that_was_set_up_apart_speaks_for_it(commune, carry, tmp_path, code, level, is_own):
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code=code, level=level) as second:
        enrol_card(commune.store, own_card(second))
        override(second, "3/4")
        carry(second, commune.store)
    commune.store.forget_law()
    (own,) = commune.store.own_values()
    assert own.is_own is is_own
    assert (commune.store.law[RULE].value == Fraction(3, 4)) is is_own


def test_a_value_kept_under_the_code_of_an_earlier_release_holds_for_the_rule_as_it_is_called_now(village):
    kept = {"rule": "petition.accept_days.complaint", "value": "5", "reason": "Quy chế"}
    uid = village.save(Draft("rule_override", kept)).uids[0]
    assert village.law["complaint.accept"].value == 5
    (own,) = village.own_values()
    assert (own.record.uid, own.code, own.standing) == (uid, "complaint.accept", OwnValueState.HOLDS)
    village.save(Draft("rule_override", {"value": "6"}, uid))
    village.forget_law()
    assert village.law["complaint.accept"].value == 6
