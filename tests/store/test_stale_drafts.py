"""Nobody supersedes a value that was never shown: a save is told back with both, before anything is written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.store import StaleDraft
from tests.examples import examples

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def changed(store, uid, shown, **values):
    return store.save(Draft("meeting", values, uid, shown))


def test_a_value_that_was_not_shown_is_told_back_with_both(commune):
    store, uid = commune.store, commune.meeting()
    shown = store.heads_of(uid)[uid]
    store.save(Draft("meeting", {"place": "Sân kho"}, uid))
    before = store.digest()
    with pytest.raises(StaleDraft) as refusal:
        changed(store, uid, shown, place="Đình làng", subject="Bàn việc khác")
    (clash,) = refusal.value.clashes
    assert (clash.field, clash.mine, clash.theirs) == ("place", "Đình làng", "Sân kho")
    assert "Sân kho" in str(clash.message)
    assert "Đình làng" in str(clash.message)
    assert store.digest() == before
    changed(store, uid, {**shown, "place": clash.heads}, place="Đình làng")
    assert store.get(uid).text("place") == "Đình làng"


@pytest.mark.usefixtures("one_office")
def test_a_value_from_another_laptop_counts_the_same(commune, province, carry):
    uid = commune.meeting()
    carry(commune.store, province)
    shown = commune.store.heads_of(uid)[uid]
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    with pytest.raises(StaleDraft):
        changed(commune.store, uid, shown, place="Đình làng")


def test_other_fields_and_equal_values_are_no_clash(commune):
    store, uid = commune.store, commune.meeting()
    shown = store.heads_of(uid)[uid]
    store.save(Draft("meeting", {"place": "Sân kho"}, uid))
    changed(store, uid, shown, subject="Bàn việc khác", place="Sân kho")
    assert store.get(uid).text("subject") == "Bàn việc khác"


def test_the_place_of_the_draft_among_others_is_told(commune):
    store, first, second = commune.store, commune.meeting(), commune.meeting()
    shown = store.heads_of(first, second)
    store.save(Draft("meeting", {"place": "Sân kho"}, second))
    drafts = [Draft("meeting", {"place": "Đình làng"}, uid, shown[uid]) for uid in (first, second)]
    with pytest.raises(StaleDraft) as refusal:
        store.save(*drafts)
    assert refusal.value.index == 1
    assert store.get(first).text("place") != "Đình làng"


PLACES = st.sampled_from(["Sân kho", "Đình làng", "Trường học"])


@settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.booleans(), PLACES), min_size=1, max_size=8))
def test_every_value_that_was_superseded_had_been_shown(commune, saves):
    """Two officers save in turn; each looks again only after a refusal."""
    store, uid = commune.store, commune.meeting()
    seen = {who: (store.get(uid).text("place"), store.heads_of(uid)[uid]) for who in (True, False)}
    for who, place in saves:
        stored = store.get(uid).text("place")
        known, heads = seen[who]
        try:
            changed(store, uid, heads, place=place)
        except StaleDraft:
            assert heads["place"] != store.heads_of(uid)[uid]["place"]
            assert store.get(uid).text("place") == stored
        else:
            assert store.get(uid).text("place") == place
            assert stored in (known, place)
        seen[who] = (store.get(uid).text("place"), store.heads_of(uid)[uid])


def test_what_became_secret_meanwhile_is_told_back_masked(commune):
    store, uid = commune.store, commune.petition()
    shown = store.heads_of(uid)[uid]
    store.save(Draft("petition", {"nature": "denunciation", "content": "Zokin", "citizen_name": "Zokin"}, uid))
    with pytest.raises(StaleDraft) as refusal:
        store.save(Draft("petition", {"content": "Mương tắc", "citizen_name": "Lê Văn Bình"}, uid, shown))
    told = [(clash.field, clash.theirs) for clash in refusal.value.clashes]
    assert told == [("content", MASK), ("citizen_name", MASK)]
    assert "Zokin" not in str([refusal.value.message, *(clash.message for clash in refusal.value.clashes)])


@pytest.fixture
def denunciation(commune):
    return commune.petition(nature="denunciation", content="Zokin", citizen_name="Zokin")


HIDDEN_ANSWERS = [{"content": "Khác"}, {"citizen_name": None}, {"content": "Zokin"}, {"citizen_name": "Lê Văn Bình"}]


@pytest.mark.parametrize("values", HIDDEN_ANSWERS)
@pytest.mark.parametrize("is_shown", [True, False])
def test_what_is_hidden_is_not_written_over_by_who_was_not_shown_it(commune, denunciation, values, is_shown):
    """Not even by the same text, which would tell a guess from the truth."""
    store, uid = commune.store, denunciation
    draft = Draft("petition", values, uid, store.heads_of(uid)[uid] if is_shown else None)
    digest = store.digest()
    with pytest.raises(StaleDraft, match="mở nội dung bí mật") as refusal:
        store.save(draft)
    assert {clash.is_hidden for clash in refusal.value.clashes} == {True}
    assert "Zokin" not in str([clash.theirs for clash in refusal.value.clashes])
    assert [problem.field for problem in store.check_drafts([draft])[0] if problem.is_error] == list(values)
    assert store.digest() == digest


@pytest.mark.parametrize("values", HIDDEN_ANSWERS)
def test_who_opened_it_writes_over_it(commune, denunciation, values):
    store, uid = commune.store, denunciation
    shown = store.heads_of(uid, revealed=True)[uid]
    store.reveal(uid, Purpose.READ)
    draft = Draft("petition", values, uid, shown)
    assert not [problem for problem in store.check_drafts([draft])[0] if problem.field in values]
    store.save(draft)
    whole = store.reveal(uid, Purpose.READ)
    assert {name: whole.get(name) for name in values} == values


def test_what_is_shown_or_empty_of_a_denunciation_is_written_without_opening_it(commune, denunciation):
    store, uid = commune.store, denunciation
    store.save(Draft("petition", {"assigned_to": "Công an xã", "request": "Xem xét", "content": MASK}, uid))
    whole = store.reveal(uid, Purpose.READ)
    assert (whole.text("request"), whole.text("content")) == ("Xem xét", "Zokin")


def test_what_was_shown_before_it_became_secret_counts_as_shown(commune):
    store, uid = commune.store, commune.petition()
    shown = store.heads_of(uid)[uid]
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    store.save(Draft("petition", {"content": "Mương tắc lâu"}, uid, shown))
    assert store.reveal(uid, Purpose.READ).text("content") == "Mương tắc lâu"


def test_a_clash_is_opened_by_a_press_that_is_noted_and_settled_then(commune):
    store, uid = commune.store, commune.petition()
    shown = store.heads_of(uid)[uid]
    store.save(Draft("petition", {"nature": "denunciation", "content": "Zokin"}, uid))
    with pytest.raises(StaleDraft) as refusal:
        store.save(Draft("petition", {"content": "Mương tắc"}, uid, shown))
    (clash,) = store.reveal_clashes(uid, refusal.value.clashes)
    assert (clash.theirs, clash.mine, clash.is_hidden) == ("Zokin", "Mương tắc", False)
    assert "Zokin" in str(clash.message)
    assert store.count("disclosure") == 1
    store.save(Draft("petition", {"content": "Mương tắc"}, uid, {**shown, "content": clash.heads}))
    assert store.reveal(uid, Purpose.READ).text("content") == "Mương tắc"
