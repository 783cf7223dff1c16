"""An export without personal data: figures and dates go, texts and attached files only when somebody says so."""

import json

import pytest

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.people import Telling
from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import ExportWish, export_bundle, import_bundle, measure_export
from tests.sync.exchange import enrol

NAME = "Nguyễn Thị Kín"


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    return commune, province


def carried(office, folder, wish, read_bundle):
    made = export_bundle(office.store, folder / "a.danvan", wish)
    return made, [
        (e.kind, e.uid, name, value) for e in read_bundle(made.path.read_bytes()) for name, value in e.values.items()
    ]


def plain(**choices: object) -> ExportWish:
    return ExportWish(plain=True, without_personal=True, **choices)


def test_no_text_goes_that_may_name_somebody_but_figures_and_dates_do(offices, read_bundle, tmp_path):
    commune, province = offices
    uid = commune.petition(
        citizen_name=NAME, content="Mương tắc", reply="Đã thông", replied_on="2026-08-20", result="solved"
    )
    commune.store.attach_data(uid, "Nguyễn Thị Kín.txt", b"Don")
    made, values = carried(commune, tmp_path, plain(), read_bundle)
    for kind, _uid, name, value in values:
        field = ALL_KINDS[kind].field(name) if ALL_KINDS[kind].has(name) else None
        assert field is None or not field.may_name_people or value == "null" or kind in {"grant", "same_as"}, (
            kind,
            name,
        )
    sent = {name for kind, one, name, _value in values if one == uid}
    assert {"number", "received_on", "replied_on", "result", "unit"} <= sent
    assert made.attachments == 0
    import_bundle(province.store, made.path)
    shown = province.store.get(uid)
    assert (shown.text("number"), shown.text("content"), shown.text("reply")) == ("001/2026", "", "")
    assert province.store.title(uid)
    assert province.store.check().ok


def test_every_text_field_of_every_kind_is_decided_by_its_declaration():
    official = {
        f"{kind.name}.{field.name}"
        for kind in ALL_KINDS
        for field in kind.fields
        if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) and not field.may_name_people and not field.code_of
    }
    assert official == {
        "attachment.media_type", "attachment.sha256", "award.decision_number", "award.period", "award.title_name",
        "case.complex_paper", "case.decision_number", "case.number",
        "case.sent_to", "case.title", "commune_vote.plan_number", "consultation.decision_number",
        "consultation.drafting_body", "contest.name", "contest.set", "contribution.goods",
        "contest_entry.side_prizes",
        "contest_entry.team", "consultation.plan_number", "criterion.group", "criterion.name", "criterion.set",
        "criterion.version", "dialogue.conclusion_notice_number", "dialogue.led_by_position", "disclosure.knew",
        "disclosure.reason", "document_number.symbol", "inspection.conclusion_number", "inspection.decision_number",
        "land_project.investor", "land_project.name", "land_step.paper",
        "meeting.recognition_number", "model.period", "officer.full_name", "officer.organisation", "officer.position",
        "oversight.result_number", "petition.assigned_to", "petition.number", "petition.reply_number", "plan.basis",
        "plan.lead", "plan.number", "plan.parties", "plan.title", "publicity_item.paper_number",
        "publicity_item.responsible",
        "rating.decision_number", "rating.set", "rating.target", "rating_scheme.basis", "rating_scheme.name",
        "rating_scheme.excellent_name", "rating_scheme.good_name", "rating_scheme.done_name",
        "rating_scheme.failed_name", "rating_scheme.fair_name",
        "cadre_rating.decision_number", "cadre_rating.set",
        "reception.notice_number", "reception.position", "reception.receiver",
        "reception_visit.guided_to", "reception_visit.handled_by", "recognition.decision_number",
        "recommendation.addressee", "recommendation.reply_number", "redaction.cells", "redaction.record",
        "rule_override.value", "step.code", "submission.to", "supervision_board.name",
        "supervision_board.recognition_number", "task.lead", "task.target", "task.title", "task.with", "unit.code",
        "unit.name", "unit_profile.source",
    }  # fmt: skip


def test_texts_go_when_chosen_but_for_those_that_name_somebody_known(offices, read_bundle, tmp_path):
    commune, _province = offices
    clean = commune.petition(citizen_name=NAME, content="Mương tắc ảnh hưởng ruộng")
    named = commune.petition(content="Nhà bà Kín lấn mương")
    called = commune.petition(content="Gọi 0987 000 111")
    made, values = carried(commune, tmp_path, plain(with_texts=True), read_bundle)
    sent = {one for _kind, one, name, _value in values if name == "content"}
    assert clean in sent
    assert named not in sent
    assert called not in sent
    told = {text.uid: (text.goes, text.telling) for text in made.texts if text.field == "content"}
    assert told == {clean: (True, None), named: (False, Telling.NAME), called: (False, Telling.TELEPHONE)}


def test_a_text_that_somebody_looked_at_goes_as_it_stands_but_no_older_wording(offices, read_bundle, tmp_path):
    commune, _province = offices
    uid = commune.petition(citizen_name=NAME, content="Nguyễn Thị Kín nói mương tắc")
    commune.edit(uid, content="Bà Kín nói mương tắc")
    wish = plain(texts=frozenset({(uid, "content")}))
    _made, values = carried(commune, tmp_path, wish, read_bundle)
    texts = [json.loads(value) for _kind, one, name, value in values if (one, name) == (uid, "content")]
    assert texts == ["Bà Kín nói mương tắc"]


def test_attached_files_go_only_when_chosen(offices, tmp_path):
    commune, _province = offices
    commune.store.attach_data(commune.petition(), "bien-ban.txt", b"Bien ban")
    assert export_bundle(commune.store, tmp_path / "a.danvan", plain()).attachments == 0
    assert export_bundle(commune.store, tmp_path / "b.danvan", plain(with_files=True)).attachments == 1


def test_what_was_measured_beforehand_is_what_goes(offices, tmp_path):
    commune, _province = offices
    commune.petition(citizen_name=NAME, content="Bà Kín nói")
    wish = plain(with_texts=True)
    told, made = measure_export(commune.store, wish), export_bundle(commune.store, tmp_path / "a.danvan", wish)
    assert (told.changes, told.held_back, told.texts) == (made.changes, made.held_back, made.texts)


def test_rights_and_the_tree_of_units_still_arrive(offices):
    commune, province = offices
    village = {"name": "Thôn Đông", "kind": "village", "code": "01", "parent": commune.store.unit.uid, "head": NAME}
    (uid,) = commune.store.save(Draft("unit", village)).uids
    out = commune.store.path.with_name("r.danvan")
    import_bundle(province.store, export_bundle(commune.store, out, ExportWish(without_personal=True)).path)
    assert (province.store.get(uid).text("name"), province.store.get(uid).text("head")) == ("Thôn Đông", "")
    assert province.store.holdings.units_of(commune.store.device_key) == commune.store.holdings.units_of(
        commune.store.device_key
    )
