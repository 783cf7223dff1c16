"""Cases in a store: states that follow, closing and reopening, and cases made of what was noted elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.case_making import case_of, usual_nature
from danvan_desktop.domain.clock import VIETNAM, Clock
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.store import SaveResult, Store

LETTER = {
    "received_on": "2026-07-06",
    "nature": "complaint",
    "title": "Khiếu nại mức bồi thường",
    "citizen_name": "Zờ Kín",
}
SETTLED = {"accepted_on": "2026-07-10", "decided_on": "2026-07-30", "result": "right"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


def test_states_are_derived_alike_by_save_and_rebuild(store: Store) -> None:
    states = {}
    for name, values in {
        "transferred": {"handling": "guided", "handled_on": "2026-07-10"},
        "accepted": {"accepted_on": "2026-07-10"},
        "settled": SETTLED,
        "withdrawn": SETTLED | {"result": "withdrawn"},
        "cooled": {"nature": "hot_spot", "danger": "cooled", "cooled_on": "2026-07-30"},
    }.items():
        states[name] = store.save(Draft("case", {**LETTER, **values})).uids[0]
    assert store.check().ok
    assert {store.get(uid).text("state") for uid in states.values()} == states.keys()
    for name, uid in states.items():
        assert store.get(uid).text("state") == name


def test_acceptance_fills_in_how_the_letter_was_handled(store: Store) -> None:
    uid = store.save(Draft("case", LETTER)).uids[0]
    store.save(Draft("case", {"accepted_on": "2026-07-10"}, uid))
    case = store.get(uid)
    assert (case.text("handling"), case.text("handled_on"), case.text("instance")) == (
        "accepted",
        "2026-07-10",
        "first",
    )


def test_a_closed_case_opens_again_only_with_a_reason(store: Store) -> None:
    uid = store.save(Draft("case", {**LETTER, **SETTLED})).uids[0]
    store.save(Draft("case", {"state": "closed"}, uid))
    with pytest.raises(InvalidRecord):
        store.save(Draft("case", {"title": "Khác"}, uid))
    with pytest.raises(InvalidRecord):
        store.save(Draft("case", {"state": "settled"}, uid))
    store.save(Draft("case", {"state": "settled", "reopen_reason": "Có tình tiết mới"}, uid))
    assert store.get(uid).text("state") == "settled"


def test_a_petition_becomes_a_case_with_all_that_it_says(store: Store) -> None:
    village = store.save(
        Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "D1", "parent": store.unit.uid})
    )
    petition = store.save(
        Draft(
            "petition",
            {
                "received_on": "2026-07-01",
                "unit": village.uids[0],
                "content": "Không đồng ý áp giá",
                "request": "Xem lại",
                "citizen_name": "Nguyễn Văn An",
                "field": "land",
                "group_size": 6,
                "competence": "commune",
                "source": "letter",
            },
        )
    ).uids[0]
    made = store.new_uid()
    store.save(*case_of(store.reveal(petition, Purpose.READ), "complaint", made, store))
    case = store.get(made)
    assert store.get(petition).text("case") == made
    told = {
        name: case.get(name)
        for name in ("received_on", "unit", "people", "mass", "field", "channel", "title", "content")
    }
    assert told == {
        "received_on": "2026-07-01",
        "unit": village.uids[0],
        "people": 6,
        "mass": True,
        "field": "land",
        "channel": "petition",
        "title": "Khiếu nại về đất đai, bồi thường, giải phóng mặt bằng",
        "content": "Không đồng ý áp giá\nXem lại",
    }
    assert case.text("citizen_name") == "Nguyễn Văn An"


def test_what_becomes_a_denunciation_is_secret_with_all_that_led_there(store: Store) -> None:
    session = store.new_uid()
    store.save(
        Draft("reception", {"held_on": "2026-07-06", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}, session),
        Draft(
            "reception_visit",
            {"reception": session, "citizen_name": "Zờ Kín", "content": "Zờ tố cáo", "nature": "denunciation"},
        ),
    )
    visit = store.children(session, "reception_visit")[0]
    assert (usual_nature(visit), visit.text("citizen_name")) == ("denunciation", MASK)
    made = store.new_uid()
    store.save(*case_of(store.reveal(visit.uid, Purpose.READ), "denunciation", made, store))
    case = store.get(made)
    assert (case.secret, case.text("citizen_name"), case.text("content")) == (True, MASK, MASK)
    assert store.reveal(made, Purpose.READ).text("citizen_name") == "Zờ Kín"
    assert not store.search("Zờ Kín")
    assert store.check().ok


def test_an_entry_becomes_a_hot_spot_with_its_forecast(store: Store) -> None:
    entry = store.save(
        Draft(
            "situation_entry",
            {
                "noted_on": "2026-07-06",
                "content": "Tập trung đông người",
                "people_count": 40,
                "forecast": "Có thể kéo dài",
            },
        )
    ).uids[0]
    made = store.new_uid()
    store.save(*case_of(store.get(entry), usual_nature(store.get(entry)), made, store))
    case = store.get(made)
    assert (case.text("state"), case.text("danger"), case.number("people")) == ("open", "watch", 40)
    assert (case.text("forecast"), store.get(entry).text("case")) == ("Có thể kéo dài", made)


@pytest.mark.parametrize(("people", "are_many"), [(1, False), (4, False), (5, True), (40, True)])
def test_who_came_as_a_group_complains_as_many(store: Store, people: int, are_many: bool) -> None:
    session = store.new_uid()
    visit = {"reception": session, "citizen_name": "Lê Thị Hoa", "content": "Mức bồi thường", "people": people}
    store.save(
        Draft("reception", {"held_on": "2026-07-06", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}, session),
        Draft("reception_visit", visit | {"nature": "complaint"}),
    )
    made = store.new_uid()
    store.save(*case_of(store.children(session, "reception_visit")[0], "complaint", made, store))
    case = store.get(made)
    assert (case.number("people"), case.get("mass")) == (people, are_many)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"nature": "hot_spot", "danger": "hot"}, {"danger": "cooled", "cooled_on": "2026-07-20"}),
        ({"nature": "complaint"}, {"handling": "guided", "handled_on": "2026-07-08", "sent_to": "Tòa án"}),
        ({"nature": "complaint"}, {"closed_on": "2026-07-20"}),
        ({"nature": "hot_spot", "danger": "hot"}, {"closed_on": "2026-07-20"}),
    ],
)
def test_a_case_is_closed_on_a_day_that_is_told(store: Store, values: dict[str, str], told: dict[str, str]) -> None:
    case = {"received_on": "2026-07-06", "title": "Chặn xe chở rác", "citizen_name": "Bưởi"}
    uid = store.save(Draft("case", case | values)).uids[0]
    with pytest.raises(InvalidRecord, match="Chỉ ghi ngày kết thúc khi"):
        store.save(Draft("case", {"closed_on": "2026-07-20"}, uid))
    assert "closed_on" not in {problem.field for problem in _closed(store, uid, told).warnings}
    assert store.get(uid).text("state") == "closed"
    assert store.check().ok


def test_a_letter_closed_without_a_day_is_told_that_it_counts_as_closed_on_that_of_the_log(store: Store) -> None:
    uid = store.save(Draft("case", LETTER)).uids[0]
    warnings = {problem.field: str(problem.message) for problem in _closed(store, uid, {}).warnings}
    assert "tính theo ngày ghi sổ" in warnings["closed_on"]
    assert store.get(uid).text("closed_on") == Clock().now().astimezone(VIETNAM).date().isoformat()
    store.save(Draft("case", {"state": "received", "reopen_reason": "Có tình tiết mới"}, uid))
    assert store.get(uid).get("closed_on") is None
    assert store.check().ok


def _closed(store: Store, uid: str, told: dict[str, str]) -> SaveResult:
    return store.save(Draft("case", {"state": "closed"} | told, uid))
