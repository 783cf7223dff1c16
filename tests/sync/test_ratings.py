"""Ratings of units go up once they are decided, answers come down; points, drafts and ratings of people stay."""

from danvan_desktop.domain.record import Draft
from tests.sync.exchange import enrol, import_bundle, send, write

SECRETS = ("Khe Lúng tự chấm", "Sổ Khe Lúng", "Giàng Thị Mẩy", "Mới về Khe Lúng")


def save(store, kind, uid=None, **values):
    return store.save(Draft(kind, values, uid)).uids[0]


def rating(store, kind="rating", **values):
    usual = {"year": 2025, "target": "Thôn Đông", "set": "Bộ 2025", "self_total": 92, "self_rank": "excellent"}
    return save(store, kind, **{**usual, **values})


def told_in(path, read_bundle):
    told = str([entry.values for entry in read_bundle(path.read_bytes())])
    return [secret for secret in SECRETS if secret in told]


def test_a_draft_stays_and_what_was_decided_goes_up(commune, province, read_bundle):
    enrol(commune.store, province.store)
    uid = rating(commune.store, note="Khe Lúng tự chấm", self_on="2026-08-01")
    assert not told_in(write(commune.store, plain=True), read_bundle)
    send(commune.store, province.store)
    assert not province.store.list("rating")
    save(commune.store, "rating", uid, rank="excellent", decided_on="2026-08-20")
    send(commune.store, province.store)
    [known] = province.store.list("rating")
    assert (known.uid, known.text("rank"), known.text("state")) == (uid, "excellent", "decided")
    assert known.decimal("self_total") == 92
    assert commune.store.check().ok
    assert province.store.check().ok


def test_points_by_criterion_and_ratings_of_people_never_leave_the_unit(commune, province, read_bundle):
    enrol(commune.store, province.store)
    criterion = save(commune.store, "criterion", set="Bộ 2025", version="2025", name="Một", maximum=100)
    uid = rating(commune.store)
    save(commune.store, "rating_mark", subject=uid, criterion=criterion, self_points=92, evidence="Sổ Khe Lúng")
    save(commune.store, "rating", uid, rank="excellent", decided_on="2026-08-20")
    person = rating(commune.store, "cadre_rating", target="Giàng Thị Mẩy", note="Mới về Khe Lúng")
    save(commune.store, "cadre_rating", person, rank="excellent", decided_on="2026-08-20")
    for wish in ({"plain": True}, {"plain": True, "kinds": ("rating", "cadre_rating")}):
        assert not told_in(write(commune.store, **wish), read_bundle)
    send(commune.store, province.store)
    assert [one.uid for one in province.store.list("rating")] == [uid]
    assert not province.store.list("cadre_rating")
    assert not province.store.list("rating_mark")


def test_another_laptop_of_the_unit_has_drafts_points_and_people(commune, tmp_path):
    from danvan_desktop.store import Store

    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(commune.store, second)
        uid = rating(commune.store, note="Khe Lúng tự chấm")
        person = rating(commune.store, "cadre_rating", target="Giàng Thị Mẩy")
        import_bundle(second, write(commune.store, second, own_unit=True))
        assert second.get(uid) is not None
        assert second.get(person) is not None


def test_the_commune_rates_itself_and_the_level_above_decides(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    uid = rating(commune.store, target="Xã Đông Sơn", subject_kind="commune", self_on="2026-08-01")
    send(commune.store, province.store)
    assert province.store.get(uid).text("self_rank") == "excellent"
    answer = {"review_rank": "good", "rank": "good", "reason": "Có đơn kéo dài", "decided_on": "2026-08-25"}
    answer["decision_number"] = "15/QĐ-BTGDV"
    save(province.store, "rating", uid, **answer)
    send(province.store, commune.store)
    known = commune.store.get(uid)
    assert {name: known.get(name) for name in answer} == answer
    assert known.text("state") == "decided"
    assert not commune.store.held.count_cells()
    assert commune.store.check().ok


def test_the_points_of_the_level_above_come_down_beside_the_commune_s_own(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    uid = rating(commune.store, target="Xã Đông Sơn", subject_kind="commune", self_on="2026-08-01")
    criterion = save(commune.store, "criterion", set="Bộ 2025", version="2025", name="Một", maximum=100)
    save(commune.store, "rating_mark", subject=uid, criterion=criterion, self_points=92)
    send(commune.store, province.store)
    review = {"review_on": "2026-08-20", "review_total": "81.5", "review_rank": "good"}
    save(province.store, "rating", uid, **review)
    decision = {"final_total": 80, "rank": "good", "decided_on": "2026-08-25"}
    save(province.store, "rating", uid, **decision)
    send(province.store, commune.store)
    assert not commune.store.held.count_cells()
    save(commune.store, "rating", uid, announced_on="2026-08-26")
    known = commune.store.get(uid)
    told = {name: known.decimal(name) for name in ("self_total", "review_total", "final_total")}
    assert {name: str(points) for name, points in told.items()} == {
        "self_total": "92",
        "review_total": "81.5",
        "final_total": "80",
    }
    other = rating(commune.store, target="Xã Đông Sơn", subject_kind="commune", year=2024, self_on="2026-08-01")
    send(commune.store, province.store)
    out = {"ineligible": True, "ineligible_reason": "Có cán bộ bị kỷ luật", "decided_on": "2026-08-25"}
    save(province.store, "rating", other, **out)
    send(province.store, commune.store)
    assert not commune.store.held.count_cells()
    assert commune.store.get(other).text("ineligible_reason") == out["ineligible_reason"]
