"""What is known of taking land back goes up as steps and numbers; no household leaves the unit."""

from danvan_desktop.domain.record import Draft
from tests.sync.exchange import enrol, import_bundle, send, write

OWNER, REASON = "Nguyễn Văn Kín", "Đòi giá gấp đôi"


def made(commune):
    store = commune.store
    values = {"name": "Mở đường", "started_on": "2026-07-02", "households": 1, "agreed_households": 0}
    project = store.save(Draft("land_project", values)).uids[0]
    step = {"project": project, "code": "s07", "done_on": "2026-08-03"}
    posted = store.save(Draft("land_step", step)).uids[0]
    said = {"owner": OWNER, "opinion": "disagree", "reason": REASON, "compensation": 168_123_456}
    household = store.save(Draft("land_household", {"project": project, **said})).uids[0]
    return project, posted, household


def test_steps_and_numbers_reach_the_level_above(commune, province):
    enrol(commune.store, province.store)
    project, posted, household = made(commune)
    send(commune.store, province.store)
    known = province.store.get(project)
    assert (known.text("name"), known.get("households"), known.text("state")) == ("Mở đường", 1, "plan")
    assert province.store.get(posted).text("code") == "s07"
    assert province.store.get(household) is None
    assert province.store.check().ok


def test_no_household_leaves_the_unit(commune, province):
    made(commune)
    for plain in ({"plain": True}, {"plain": True, "with_texts": True, "without_personal": False}):
        data = write(commune.store, **plain).read_bytes()
        for secret in (OWNER, REASON, "168123456"):
            assert secret.encode() not in data


def test_another_laptop_of_the_unit_has_the_households(commune, province, tmp_path):
    from danvan_desktop.store import Store

    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(commune.store, second)
        _project, _posted, household = made(commune)
        import_bundle(second, write(commune.store, second))
        assert second.get(household) is not None
