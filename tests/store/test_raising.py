"""What becomes of a record at one press: a case, a petition, a part of its own; the same on every laptop."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.petition_making import petition_of
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.raising import Made, case_made_of, made_of, part_of, petition_made_of
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.splitting import Part, split_off, words_of_part
from danvan_desktop.domain.uid import is_of_unit, uid_of
from danvan_desktop.store import ReferredTo, Store
from danvan_desktop.store.work_list import work_list

LETTER = {
    "received_on": "2026-07-06",
    "nature": "complaint",
    "title": "Khiếu nại mức bồi thường",
    "citizen_name": "Trần Thị Bưởi",
    "citizen_address": "Thôn Đông",
    "content": "Không đồng ý mức bồi thường. Mương trước nhà bị tắc.",
    "field": "land",
    "policy_group": "poor",
    "people": 3,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


def add(store: Store, kind: str, /, **values: object) -> str:
    return store.save(Draft(kind, values)).uids[0]


def keep(store: Store, made: Made) -> Record:
    store.save(*made.drafts)
    return store.get(made.uid)


def told(record: Record, *names: str) -> list[object]:
    return [record.get(name) for name in names]


@pytest.fixture
def visit(store: Store) -> str:
    session = add(store, "reception", held_on="2026-07-06", receiver="Lê Quang Hưng", place="Trụ sở")
    values = {"citizen_name": "Trần Thị Bưởi", "citizen_address": "Thôn Đông", "people": 6, "nature": "reflection"}
    return add(store, "reception_visit", reception=session, content="Mương bị tắc", **values)


def test_a_visit_becomes_a_petition_of_its_session(store: Store, visit: str) -> None:
    petition = keep(store, petition_made_of(store, visit))
    session = store.get(visit).text("reception")
    assert told(petition, "source", "source_record", "received_on", "group_size", "nature") == [
        "reception",
        session,
        "2026-07-06",
        6,
        "reflection",
    ]
    assert told(petition, "citizen_name", "citizen_address", "content") == [
        "Trần Thị Bưởi",
        "Thôn Đông",
        "Mương bị tắc",
    ]
    assert made_of(store.get(visit), "petition", store) == petition.uid
    with pytest.raises(DanvanError, match=petition.uid):
        petition_made_of(store, visit)


def test_a_visit_of_which_something_is_made_was_not_settled_on_the_spot(store: Store, visit: str) -> None:
    assert store.get(visit).text("handling") == "answered"
    keep(store, petition_made_of(store, visit))
    assert store.get(visit).text("handling") == "taken"


def test_how_a_visit_was_handled_holds_where_somebody_chose_it(store: Store, visit: str) -> None:
    store.save(Draft("reception_visit", {"handling": "guided", "guided_to": "Công an xã"}, visit))
    keep(store, case_made_of(store, visit, "complaint"))
    assert store.get(visit).text("handling") == "guided"


def test_what_was_made_of_a_record_is_undone_without_asking_about_that_record(store: Store, visit: str) -> None:
    made = petition_made_of(store, visit)
    save = store.save(*made.drafts).save_id
    store.undo(save)
    assert store.get(made.uid) is None
    assert store.get(visit).get("petition") is None


def test_a_record_that_others_refer_to_meanwhile_is_not_undone_unasked(store: Store, visit: str) -> None:
    made = petition_made_of(store, visit)
    save = store.save(*made.drafts).save_id
    add(store, "reception_visit", **of_the_same_session(store, visit), content="Cũng về mương", petition=made.uid)
    with pytest.raises(ReferredTo):
        store.undo(save)


def of_the_same_session(store: Store, visit: str) -> dict[str, object]:
    return {"reception": store.get(visit).text("reception"), "citizen_name": "Lê Văn Sơn"}


def test_a_visit_about_two_matters_becomes_a_case_and_a_petition(store: Store, visit: str) -> None:
    case = keep(store, part_of(store, visit, Part("case", "complaint", "Bồi thường thấp")))
    petition = keep(store, part_of(store, visit, Part("petition", "reflection", "Mương tắc")))
    linked = store.get(visit)
    assert told(linked, "case", "petition", "content") == [case.uid, petition.uid, "Mương bị tắc"]
    assert told(case, "content", "nature", "channel", "people") == ["Bồi thường thấp", "complaint", "reception", 6]
    assert told(petition, "content", "nature", "source") == ["Mương tắc", "reflection", "reception"]


def test_a_letter_that_complains_of_nothing_becomes_a_petition_and_is_not_accepted(store: Store) -> None:
    case = add(store, "case", **LETTER)
    petition = keep(store, petition_made_of(store, case))
    assert told(petition, "split_from", "citizen_name", "field", "policy_group", "group_size") == [
        case,
        "Trần Thị Bưởi",
        "land",
        "poor",
        3,
    ]
    assert told(store.get(case), "handling", "handled_on", "state") == [
        "not_accepted",
        store.today().isoformat(),
        "filed",
    ]
    with pytest.raises(DanvanError, match="chưa xử lý"):
        petition_made_of(store, case)


def test_a_part_of_a_letter_is_a_case_or_a_petition_and_the_rest_stays(store: Store) -> None:
    letter = add(store, "case", **LETTER, channel="letter")
    rest = "Không đồng ý mức bồi thường."
    petition = keep(store, part_of(store, letter, Part("petition", "reflection", "Mương trước nhà bị tắc.", rest)))
    assert told(petition, "split_from", "source", "nature", "content", "citizen_name", "group_size") == [
        letter,
        "letter",
        "reflection",
        "Mương trước nhà bị tắc.",
        "Trần Thị Bưởi",
        3,
    ]
    assert store.get(letter).text("content") == rest
    case = keep(store, part_of(store, letter, Part("case", "dispute", "Tranh chấp ranh giới")))
    assert told(case, "split_from", "nature", "title", "received_on", "people") == [
        letter,
        "dispute",
        "Tranh chấp đất đai về đất đai, bồi thường, giải phóng mặt bằng",
        "2026-07-06",
        3,
    ]
    assert store.check().ok


def test_a_petition_about_two_matters_is_split_in_two(store: Store) -> None:
    values = {"received_on": "2026-07-06", "citizen_name": "Trần Thị Bưởi", "source": "letter", "field": "other"}
    letter = add(store, "petition", content="Điện yếu. Đường hỏng.", unit=store.unit.uid, **values)
    part = keep(store, part_of(store, letter, Part("petition", "petition", "Đường hỏng.", "Điện yếu.")))
    assert told(part, "split_from", "source", "citizen_name", "content") == [
        letter,
        "letter",
        "Trần Thị Bưởi",
        "Đường hỏng.",
    ]
    assert part.text("number") != store.get(letter).text("number")


def test_a_letter_is_waited_for_beside_the_complaint_that_was_split_off_it(store: Store) -> None:
    values = {"received_on": "2026-07-06", "citizen_name": "Trần Thị Bưởi", "source": "letter", "field": "other"}
    letter = add(store, "petition", content="Điện yếu. Bồi thường thấp.", unit=store.unit.uid, **values)
    waited_for = [one.record.uid for one in work_list(store, dt.date(2026, 12, 31))]
    case = keep(store, part_of(store, letter, Part("case", "complaint", "Bồi thường thấp.", "Điện yếu.")))
    assert told(case, "split_from", "nature", "content") == [letter, "complaint", "Bồi thường thấp."]
    assert told(store.get(letter), "case", "content") == [None, "Điện yếu."]
    assert letter in waited_for
    assert letter in [one.record.uid for one in work_list(store, dt.date(2026, 12, 31))]


def test_the_rest_of_a_letter_is_waited_for_beside_the_denunciation_that_was_split_off_it(store: Store) -> None:
    values = {"received_on": "2026-07-06", "citizen_name": "Trần Thị Bưởi", "source": "letter", "field": "other"}
    letter = add(store, "petition", content="Điện yếu. Ông Zờkín nhận tiền.", unit=store.unit.uid, **values)
    due = store.get(letter).get("due_on")
    case = keep(store, part_of(store, letter, Part("case", "denunciation", "Ông Zờkín nhận tiền.", "Điện yếu.")))
    rest = store.get(letter)
    assert told(rest, "denunciation", "case", "due_on", "nature", "state") == [
        case.uid,
        None,
        due,
        "petition",
        "received",
    ]
    assert [one.record.uid for one in work_list(store, dt.date(2026, 12, 31)) if one.record.kind == "petition"] == [
        letter
    ]
    assert (case.secret, rest.secret) == (True, True)
    assert told(rest, "citizen_name", "content") == [MASK, MASK]
    assert case.get("split_from") is None, "it would lead to who wrote the letter"
    opened = store.reveal(letter, Purpose.READ)
    assert told(opened, "citizen_name", "content") == ["Trần Thị Bưởi", "Điện yếu."]
    assert store.reveal(case.uid, Purpose.READ).text("split_from") == letter
    assert store.check().ok


def test_a_second_denunciation_is_split_off_the_rest_and_nothing_else(store: Store) -> None:
    letter = add(store, "petition", content="Một. Hai. Ba.", unit=store.unit.uid, received_on="2026-07-06")
    first = keep(store, part_of(store, letter, Part("case", "denunciation", "Một.")))
    second = keep(store, part_of(store, letter, Part("case", "denunciation", "Hai.")))
    assert second.secret
    assert told(store.get(letter), "denunciation", "case") == [first.uid, None]
    with pytest.raises(DanvanError, match="chỉ tách thành tố cáo"):
        part_of(store, letter, Part("petition", "petition", "Ba."))


def test_what_is_named_as_split_off_is_a_denunciation_and_not_what_the_letter_became(store: Store) -> None:
    letter = {"content": "Việc", "unit": store.unit.uid, "received_on": "2026-07-06"}
    complaint = add(store, "case", **LETTER)
    denunciation = add(store, "case", **{**LETTER, "nature": "denunciation"})
    with pytest.raises(InvalidRecord, match="loại “Tố cáo”"):
        add(store, "petition", **letter, denunciation=complaint)
    with pytest.raises(InvalidRecord, match="Cả đơn đã thành"):
        add(store, "petition", **letter, denunciation=denunciation, case=denunciation)


def test_an_opinion_is_split_and_each_part_becomes_a_petition(store: Store) -> None:
    dialogue = add(
        store,
        "dialogue",
        held_on="2026-07-06",
        topic="Đất đai",
        place="Hội trường",
        led_by="Lê Quang Hưng",
        unit=store.unit.uid,
    )
    spoken = {"speaker_name": "Trần Thị Bưởi", "speaker_address": "Thôn Đông"}
    opinion = add(store, "opinion", gathering=dialogue, content="Điện yếu. Đường hỏng.", **spoken)
    part = keep(store, part_of(store, opinion, Part("opinion", "", "Đường hỏng.", "Điện yếu.")))
    assert told(part, "gathering", "speaker_name", "content") == [dialogue, "Trần Thị Bưởi", "Đường hỏng."]
    petition = keep(store, petition_made_of(store, part.uid))
    assert told(petition, "source", "source_record", "received_on", "citizen_name") == [
        "dialogue",
        dialogue,
        "2026-07-06",
        "Trần Thị Bưởi",
    ]
    assert store.get(part.uid).text("petition") == petition.uid


def test_the_same_words_are_split_off_once_and_anew_when_deleted(store: Store) -> None:
    letter = add(store, "case", **LETTER)
    part = Part("petition", "reflection", "Mương trước nhà bị tắc.")
    first = keep(store, part_of(store, letter, part))
    with pytest.raises(DanvanError, match=first.uid):
        part_of(store, letter, Part("petition", "reflection", "  mương trước NHÀ bị tắc. "))
    store.save(delete=[first.uid])
    assert part_of(store, letter, part).uid != first.uid


@pytest.mark.parametrize(("kind", "nature"), [("case", "complaint"), ("petition", "reflection")])
def test_nothing_but_a_denunciation_is_split_off_one(store: Store, kind: str, nature: str) -> None:
    letter = add(store, "case", **{**LETTER, "nature": "denunciation"})
    with pytest.raises(DanvanError, match="chỉ tách thành tố cáo"):
        part_of(store, letter, Part(kind, nature, "Phần khác"))
    with pytest.raises(DanvanError, match="tố cáo"):
        petition_made_of(store, letter)
    other = keep(store, part_of(store, letter, Part("case", "denunciation", "Việc thứ hai")))
    assert other.secret


def test_an_opinion_that_became_a_denunciation_is_not_split(store: Store) -> None:
    held = {"held_on": "2026-07-06", "topic": "Đất đai", "place": "Hội trường", "led_by": "Lê Quang Hưng"}
    dialogue = add(store, "dialogue", unit=store.unit.uid, **held)
    case = add(store, "case", **{**LETTER, "nature": "denunciation"})
    petition = add(store, "petition", received_on="2026-07-06", content="Việc", unit=store.unit.uid, case=case)
    opinion = add(store, "opinion", gathering=dialogue, content="Một. Hai.", petition=petition)
    with pytest.raises(DanvanError, match="tố cáo"):
        part_of(store, opinion, Part("opinion", "", "Hai.", "Một."))


def test_nothing_is_split_off_without_words_nor_all_of_them(store: Store) -> None:
    letter = add(store, "case", **LETTER)
    with pytest.raises(DanvanError, match="phần nội dung tách ra"):
        part_of(store, letter, Part("petition", "reflection", " "))
    with pytest.raises(DanvanError, match="nội dung ở lại"):
        part_of(store, letter, Part("petition", "reflection", "Mương", " "))
    with pytest.raises(DanvanError, match="chọn loại"):
        part_of(store, letter, Part("petition", "complaint", "Mương"))


def test_what_was_split_off_is_not_secret_with_a_letter_that_became_a_denunciation(store: Store) -> None:
    letter = add(store, "case", **LETTER)
    part = keep(store, part_of(store, letter, Part("case", "dispute", "Tranh chấp ranh giới")))
    store.save(Draft("case", {"nature": "denunciation"}, part.uid))
    store.save(Draft("case", {"nature": "dispute"}, part.uid))
    store.save(Draft("case", {"nature": "denunciation"}, letter))
    assert store.get(part.uid).secret
    store.lift(part.uid, "Chọn nhầm khi vào sổ")
    assert not store.get(part.uid).secret


def test_nobody_waits_for_the_answer_to_a_petition_that_became_a_case(store: Store) -> None:
    petition = add(store, "petition", unit=store.unit.uid, received_on="2026-07-06", content="Mức bồi thường thấp")
    before = store.get(petition)
    assert before is not None
    assert store.late_term(before) is not None
    case = keep(store, case_made_of(store, petition, "complaint"))
    after = store.get(petition)
    assert after is not None
    assert after.text("case") == case.uid
    assert store.late_term(after) is None


def test_what_an_earlier_version_made_or_split_off_is_made(store: Store) -> None:
    letter = add(store, "case", **LETTER)
    part = Part("petition", "reflection", "Mương trước nhà bị tắc.", "Không đồng ý mức bồi thường.")
    former = uid_of(*words_of_part(letter, part))
    store.save(*split_off(store.get(letter), part, former, store, store.today()))
    with pytest.raises(DanvanError, match=former):
        part_of(store, letter, part)
    petition = uid_of("petition", letter)
    store.save(*petition_of(store.get(letter), petition, store, store.today()))
    assert made_of(store.get(letter), "petition", store) == petition


def test_what_was_made_is_found_once_the_letter_is_of_another_unit(store: Store) -> None:
    village = add(store, "unit", name="Thôn Đông", kind="village", code="01")
    letter = add(store, "case", **LETTER)
    petition = keep(store, petition_made_of(store, letter))
    assert is_of_unit(petition.uid, store.unit.uid)
    store.save(Draft("case", {"unit": village}, letter))
    assert made_of(store.get(letter), "petition", store) == petition.uid


def test_what_is_made_of_a_villages_record_tells_the_village(store: Store) -> None:
    village = add(store, "unit", name="Thôn Đông", kind="village", code="01")
    meeting = add(
        store,
        "dialogue",
        unit=village,
        held_on="2026-07-06",
        topic="Đường làng",
        led_by="Hưng",
        place="Nhà văn hóa",
        state="planned",
    )
    opinion = add(store, "opinion", gathering=meeting, speaker_name="Lò Văn Xuân", content="Đường hỏng. Điện yếu.")
    part = part_of(store, opinion, Part("opinion", "", "Điện yếu.", "Đường hỏng."))
    assert is_of_unit(keep(store, part).uid, village)
    petition = keep(store, petition_made_of(store, opinion))
    assert is_of_unit(petition.uid, village)
    assert is_of_unit(keep(store, case_made_of(store, petition.uid, "complaint")).uid, village)
