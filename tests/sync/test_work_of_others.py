"""What is late below is told above, and offered there to be done only where the level above answers it."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store.day_list import day_list
from tests.sync.exchange import enrol, send


def test_what_a_commune_answers_itself_is_opened_above_and_not_answered(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    told = {"received_on": "2026-06-01", "due_on": "2026-06-20", "unit": commune.store.unit.uid, "assigned_to": "VP"}
    for number, level in (("001", "commune"), ("002", "province")):
        draft = Draft("petition", {**told, "number": number, "content": f"Cống {number} tắc", "competence": level})
        commune.store.save(draft)
    send(commune.store, province.store)
    say = Translator("vi")
    assert _steps(commune.store, say) == {"Cống 001 tắc": "Ghi trả lời", "Cống 002 tắc": "Ghi trả lời"}
    assert _steps(province.store, say) == {"Cống 001 tắc": "Mở hồ sơ", "Cống 002 tắc": "Ghi trả lời"}


def _steps(store, say):
    late = [entry for entry in day_list(store) if entry.kind == "petition" and entry.done == "replied_on"]
    return {str(entry.content): say(entry.step) for entry in late}
