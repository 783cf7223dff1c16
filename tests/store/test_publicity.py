"""What has to be made public: by which day, for how long, in which forms, and what its postings come to."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.publicity import days_posted
from danvan_desktop.store import Store
from danvan_desktop.store.work_list import work_list
from tests.store.records_in import make, read, refused

DAY = dt.timedelta(days=1)


def item(store: Store, **values: object) -> str:
    day = store.today() - 40 * DAY
    return make(store, "publicity_item", **{"item": "p05", "title": "Quỹ Vì người nghèo", "paper_date": day, **values})


def post(store: Store, of: str, first: dt.date, last: dt.date | None = None, **values: object) -> str:
    return make(store, "publicity_posting", item=of, from_on=first, to_on=last, **values)


def warned(store: Store, kind: str, uid: str, **values: object) -> set[str | None]:
    return {problem.field for problem in store.check_drafts([Draft(kind, values, uid)])[0] if not problem.is_error}


def test_taking_a_paper_down_early_is_told_with_the_day_until_which_it_stays(commune):
    store, first = commune.store, dt.date(2026, 8, 20)
    of = item(store, item="p08", paper_date="2026-08-14")
    board = post(store, of, first)
    assert warned(store, "publicity_posting", board, to_on=first + 21 * DAY) == {"to_on"}
    assert warned(store, "publicity_posting", board, to_on=first + 29 * DAY) == {"to_on"}
    assert not warned(store, "publicity_posting", board, to_on=first + 30 * DAY)
    assert not warned(store, "publicity_posting", post(store, of, first, form="f04"), to_on=first + DAY)
    of_another_law = item(store, special_term=3, paper_date="2026-08-14")
    assert not warned(store, "publicity_posting", post(store, of_another_law, first), to_on=first + 7 * DAY)


def test_the_last_day_is_five_working_days_after_the_paper_or_the_special_laws(commune):
    store = commune.store
    # 31-08-2026 is off for a Saturday that was worked, 01-09 and 02-09 are holidays.
    assert read(store, item(store, paper_date="2026-08-27")).date("due_on") == dt.date(2026, 9, 8)
    assert read(store, item(store, paper_date="2026-08-10")).date("due_on") == dt.date(2026, 8, 17)
    assert read(store, item(store, paper_date="2026-08-10", special_term=30)).date("due_on") == dt.date(2026, 9, 9)
    assert read(store, item(store, paper_date="2023-06-01")).get("due_on") is None


def test_a_later_special_term_moves_the_last_day_unless_it_was_set_by_hand(commune):
    store = commune.store
    followed, by_hand = item(store), item(store, due_on=store.today())
    for uid in (followed, by_hand):
        store.save(Draft("publicity_item", {"special_term": 15}, uid))
    assert read(store, followed).date("due_on") == store.today() - 25 * DAY
    assert read(store, by_hand).date("due_on") == store.today()


@pytest.mark.parametrize(("code", "stays"), [("p04", True), ("p13", True), ("p05", False)])
def test_rules_of_conduct_and_procedures_stay_posted(commune, code, stays):
    assert read(commune.store, item(commune.store, item=code)).get("permanent") is stays


def test_an_item_is_public_from_its_earliest_posting_whatever_is_saved(commune):
    store, today = commune.store, commune.store.today()
    uid = item(store)
    assert read(store, uid).text("state") == "planned"
    post(store, uid, today - 3 * DAY)
    early = post(store, uid, today - 9 * DAY, unit=commune.village)
    assert (read(store, uid).date("published_on"), read(store, uid).text("state")) == (today - 9 * DAY, "posted")
    store.save(Draft("publicity_posting", {"from_on": today - 12 * DAY}, early))
    assert read(store, uid).date("published_on") == today - 12 * DAY
    store.delete(early)
    assert read(store, uid).date("published_on") == today - 3 * DAY
    store.undo_last(early)
    store.save(Draft("publicity_item", {"note": "xem lại"}, uid))
    assert read(store, uid).date("published_on") == today - 12 * DAY


def test_the_day_of_publication_is_not_written_by_hand(commune):
    store, today = commune.store, commune.store.today()
    uid = item(store)
    assert refused(store, "publicity_item", uid, published_on=today) == "published_on"
    assert refused(store, "publicity_item", item="p01", title="Kế hoạch", published_on=today) == "published_on"


@given(days=st.integers(0, 45))
@settings(max_examples=12, deadline=None)
def test_a_posting_ends_after_thirty_days_and_not_earlier(law_store: Store, days: int) -> None:
    store, today = law_store, law_store.today()
    uid = item(store, paper_date=today - 60 * DAY)
    post(store, uid, today - 50 * DAY, today - (50 - days) * DAY)
    if days < 30:
        assert refused(store, "publicity_item", uid, state="finished") == "state"
    else:
        store.save(Draft("publicity_item", {"state": "finished"}, uid))
        assert read(store, uid).text("state") == "finished"


@pytest.fixture(scope="module")
def law_store(tmp_path_factory):
    path = tmp_path_factory.mktemp("publicity") / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        yield store


@pytest.mark.parametrize("values", [{"special_term": 7}, {"item": "p14"}, {"item": "p04"}])
def test_a_special_law_and_other_items_end_when_the_office_says(commune, values):
    store, today = commune.store, commune.store.today()
    uid = item(store, **values)
    post(store, uid, today - 10 * DAY, today - 2 * DAY)
    store.save(Draft("publicity_item", {"state": "finished"}, uid))
    assert read(store, uid).text("state") == "finished"


def test_what_is_finished_cannot_lose_the_days_it_was_posted_for(commune):
    store, today = commune.store, commune.store.today()
    uid = item(store)
    posting = post(store, uid, today - 38 * DAY, today - 2 * DAY)
    store.save(Draft("publicity_item", {"state": "finished"}, uid))
    assert refused(store, "publicity_posting", posting, to_on=today - 30 * DAY) == "state"
    with pytest.raises(InvalidRecord):
        store.delete(posting)
    assert read(store, posting).date("to_on") == today - 2 * DAY


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"from_on": 1}, "from_on"),
        ({"from_on": -41}, "from_on"),
        ({"from_on": -5, "to_on": -6}, "to_on"),
        ({"from_on": -5, "repeats": 0}, "repeats"),
        ({"from_on": -5, "form": "f11"}, "form"),
    ],
)
def test_a_posting_that_cannot_be_is_refused_beside_its_field(commune, values, field):
    store = commune.store
    days = {n: store.today() + v * DAY if n in ("from_on", "to_on") else v for n, v in values.items()}
    assert refused(store, "publicity_posting", item=item(store), **days) == field


def test_what_concerns_people_is_also_told_by_loudspeaker_or_village_head(commune):
    store, today = commune.store, commune.store.today()
    uid = item(store, item="p07")
    post(store, uid, today - 20 * DAY)
    assert "item" in warned(store, "publicity_item", uid, note="xem")
    broadcast = post(store, uid, today - 20 * DAY, today - 19 * DAY, form="f03")
    assert "item" in warned(store, "publicity_item", uid, note="xem"), "two days are not three"
    store.save(Draft("publicity_posting", {"to_on": today - 18 * DAY}, broadcast))
    assert "item" not in warned(store, "publicity_item", uid, note="xem")


def test_a_unit_with_a_website_is_reminded_of_it(commune):
    store, today = commune.store, commune.store.today()
    first, second = item(store), item(store, title="Dự toán ngân sách", item="p02")
    post(store, second, today - 5 * DAY)
    assert not warned(store, "publicity_item", second, note="xem")
    post(store, first, today - 5 * DAY, form="f02")
    assert warned(store, "publicity_item", second, note="xem") == {"item"}


def test_days_posted_end_with_today_and_with_the_last_day(commune):
    today = dt.date(2026, 8, 31)
    posting = Record("publicity_posting", "x", {"from_on": "2026-08-01"})
    assert days_posted(posting, today) == 30
    assert days_posted(Record("publicity_posting", "x", {**posting.values, "to_on": "2026-08-11"}), today) == 10
    assert days_posted(Record("publicity_posting", "x", {"from_on": "2026-09-02"}), today) == 0


def test_what_is_not_public_yet_stands_in_the_work_list_until_it_is(commune):
    store, today = commune.store, commune.store.today()
    uid = item(store)
    assert [(work.record.uid, work.due.deadline.name) for work in work_list(store, today)] == [
        (uid, "publicity.publish")
    ]
    post(store, uid, today)
    assert not work_list(store, today)
