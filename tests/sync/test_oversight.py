"""What a commune recommends goes up, and the answer of the level above comes back down."""

from danvan_desktop.domain.record import Draft
from tests.sync.exchange import enrol, send


def test_an_answer_from_above_reaches_who_recommended(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    made = {"type": "criticism", "form": "sent", "subject": "Dự thảo quy hoạch", "target": "Dự thảo của tỉnh"}
    held = {"visit_on": "2026-08-20", "opinions": 5}
    uid = commune.store.save(Draft("oversight", made | held)).uids[0]
    asked = {"source": uid, "content": "Giữ lại đất trồng lúa", "addressee": "UBND tỉnh", "sent_on": "2026-08-24"}
    part = commune.store.save(Draft("recommendation", asked)).uids[0]
    send(commune.store, province.store)
    answer = {"reply": "Đã điều chỉnh", "replied_on": "2026-09-01", "outcome": "accepted"}
    province.store.save(Draft("recommendation", answer, part))
    send(province.store, commune.store)
    known = commune.store.get(part)
    assert known is not None
    assert [known.get(name) for name in answer] == list(answer.values())
    assert not commune.store.held.count_cells()
    assert commune.store.check().ok
    assert province.store.check().ok
