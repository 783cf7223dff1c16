"""Whoever scores the last criterion brings the model on: its commune, or the province above it."""

from danvan_desktop.domain.record import Draft
from tests.sync.exchange import enrol, send

MODEL = {
    "name": "Đường hoa",
    "registrant": "Chi hội Phụ nữ",
    "registered_on": "2026-03-01",
    "period": "năm 2026",
    "aim": "Sạch đẹp",
}


def test_a_model_that_commune_and_province_score_at_once_is_scored_without_a_conflict(commune, province):
    here, above = commune.store, province.store
    enrol(here, above)
    made = {"set": "Bộ tỉnh", "version": "2026", "maximum": 40}
    criteria = [
        above.save(Draft("criterion", {**made, "name": name, "order": place})).uids[0]
        for place, name in enumerate(("Thiết thực", "Lan tỏa"), 1)
    ]
    uid = here.save(Draft("model", {**MODEL, "unit": here.unit.uid})).uids[0]
    send(above, here)
    send(here, above)
    for store, scorer in ((above, "Tổ thẩm định"), (here, "Ban chấm điểm")):
        for criterion in criteria:
            given = {"model": uid, "criterion": criterion, "scorer": scorer, "points": 30}
            store.save(Draft("score", given))
        assert store.get(uid).text("state") == "scored"
    send(above, here)
    send(here, above)
    for store in (here, above):
        assert len(store.children(uid, "score")) == 4
        assert store.get(uid).text("state") == "scored"
        assert not store.conflicts()
        assert store.check().ok
