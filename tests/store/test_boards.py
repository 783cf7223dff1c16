"""The people's boards: members as the law wants them, terms, the investor told, an end with what they watch."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.store.records_in import read, refused, waiting

DAY = dt.timedelta(days=1)


def board(store: Store, **values: object) -> str:
    made = {"kind": "inspection", "name": "Ban Thanh tra nhân dân xã", "members_count": 5, "term_from": "2026-01-05"}
    return store.save(Draft("supervision_board", {**made, **values})).uids[0]


def member(store: Store, of: str, **values: object) -> str:
    return store.save(Draft("board_member", {"board": of, "full_name": "Bùi Văn Duy", **values})).uids[0]


@pytest.mark.parametrize("kind", ["inspection", "investment"])
def test_a_board_of_fewer_members_than_the_law_wants_is_refused(commune, kind):
    made = {"kind": kind, "name": "Ban", "term_from": "2026-01-05"}
    assert refused(commune.store, "supervision_board", **made, members_count=4) == "members_count"
    assert read(commune.store, board(commune.store, kind=kind)).text("state") == "active"


@pytest.mark.parametrize(("deputies", "field"), [(3, "deputies"), (-1, "deputies")])
def test_a_board_has_two_deputies_at_most(commune, deputies, field):
    made = {"kind": "inspection", "name": "Ban", "term_from": "2026-01-05", "members_count": 5}
    assert refused(commune.store, "supervision_board", **made, deputies=deputies) == field


def test_a_commune_of_many_villages_has_a_member_of_each(commune):
    store = commune.store
    below = [{"name": f"Thôn {n}", "kind": "village", "code": f"X{n}", "parent": store.unit.uid} for n in range(6)]
    store.save(*(Draft("unit", values) for values in below))
    made = {"kind": "inspection", "name": "Ban", "term_from": "2026-01-05"}
    fewer = store.save(Draft("supervision_board", {**made, "members_count": 5}))
    assert [problem.field for problem in fewer.warnings] == ["members_count"]
    fitting = store.save(Draft("supervision_board", {**made, "name": "Ban khác", "members_count": 7}))
    assert not fitting.warnings


def test_who_serves_the_commune_is_no_member(commune):
    store = commune.store
    uid = board(store)
    assert refused(store, "board_member", board=uid, full_name="Lê Văn Cường", serves=True) == "serves"


def test_a_board_has_one_head(commune):
    store = commune.store
    uid = board(store)
    member(store, uid, post="head")
    assert refused(store, "board_member", board=uid, full_name="Lê Văn Cường", post="head") == "post"
    member(store, board(store, name="Ban khác"), post="head")


def test_of_two_heads_the_second_is_refused(commune):
    store = commune.store
    uid = board(store)
    first, second = sorted((store.new_uid(), store.new_uid()))
    both = [
        Draft("board_member", {"board": uid, "full_name": name, "post": "head"}, one)
        for one, name in ((first, "Lê Văn Cường"), (second, "Trần Thị Hoa"))
    ]
    with pytest.raises(InvalidRecord) as refusal:
        store.save(*both)
    assert refusal.value.index == 1, "the draft of the second one"
    waits = member(store, uid, full_name="Bùi Văn Duy")
    member(store, uid, full_name="Lê Văn Cường", post="head")
    assert refused(store, "board_member", waits, post="head") == "post", "who is head stays, whoever was made first"


def test_a_list_of_members_that_is_not_as_long_as_told_is_warned_of(commune):
    store = commune.store
    uid = board(store)
    result = store.save(Draft("board_member", {"board": uid, "full_name": "Bùi Văn Duy"}))
    assert "members_count" in {problem.field for problem in result.warnings}


def test_the_investor_is_told_forty_five_days_before(commune):
    store = commune.store
    begins = store.today() + 60 * DAY
    uid = board(store, kind="investment", starts_on=begins)
    assert waiting(store, uid) == [("board.investor_notice", begins - 45 * DAY)]
    store.save(Draft("supervision_board", {"investor_told_on": store.today()}, uid))
    assert waiting(store, uid) == []
    assert waiting(store, board(store, name="Ban khác", starts_on=begins)) == []


def test_a_term_that_is_over_waits_for_another_board(commune):
    store = commune.store
    uid = board(store, term_to="2026-08-17")
    assert waiting(store, uid) == [("board.term", dt.date(2026, 8, 17))]
    store.save(Draft("supervision_board", {"term_to": "2026-08-16"}, uid))
    (due,) = open_terms(store.kinds["supervision_board"].deadlines, read(store, uid), store.terms, store)
    assert (due.term.last, due.term.until) == (dt.date(2026, 8, 16), dt.date(2026, 8, 16)), "no office works that day"
    store.save(Draft("supervision_board", {"ended_on": "2026-08-20"}, uid))
    assert (waiting(store, uid), read(store, uid).text("state")) == ([], "ended")


def test_a_board_ends_with_the_work_that_it_watches(commune):
    store = commune.store
    made = {"name": "Đường", "type": "road", "unit": commune.village, "agreed_on": "2026-01-05"}
    work = store.save(Draft("community_work", made)).uids[0]
    uid = board(store, kind="investment", project=work)
    assert read(store, uid).text("state") == "active"
    store.save(Draft("community_work", {"done_on": "2026-08-10"}, work))
    result = store.save(Draft("supervision_board", {"note": "Đã báo cáo"}, uid))
    assert "ended_on" in {problem.field for problem in result.warnings}
    other = board(store, kind="investment", name="Ban khác", project=work)
    assert (read(store, other).text("ended_on"), read(store, other).text("state")) == ("2026-08-10", "ended")


def test_a_board_ends_with_the_land_project_that_it_watches(commune):
    store = commune.store
    project = store.save(Draft("land_project", {"name": "Cụm công nghiệp", "started_on": "2026-01-05"})).uids[0]
    uid = board(store, kind="investment", project=project)
    assert read(store, uid).text("state") == "active"
    store.save(Draft("land_project", {"ended_on": "2026-08-10", "state": "stopped"}, project))
    other = board(store, kind="investment", name="Ban khác", project=project)
    assert read(store, other).text("ended_on") == "2026-08-10"


def test_what_is_watched_through_a_board_has_that_form(commune):
    store = commune.store
    made = {"type": "supervision", "subject": "Thi công đường", "target": "Thôn Đông", "board": board(store)}
    uid = store.save(Draft("oversight", made)).uids[0]
    assert read(store, uid).text("form") == "board"
    assert refused(store, "oversight", **made, form="team") == "form"


def test_a_board_watches_a_work_and_the_work_names_it(commune):
    store = commune.store
    uid = board(store, kind="investment")
    made = {"name": "Đường", "type": "road", "unit": commune.village, "board": uid}
    assert read(store, store.save(Draft("community_work", made)).uids[0]).text("board") == uid


def test_it_survives_a_restart(commune):
    store = commune.store
    uid = board(store)
    part = member(store, uid)
    with Store.open(store.path) as again:
        assert [one.uid for one in again.children(uid, "board_member")] == [part]
        assert again.check().ok
