"""Whoever reads the document alone comes to the same erased values as the program."""

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.redaction import fields_that_stay, write_cells
from danvan_desktop.domain.record import Draft
from danvan_desktop.store.placing import naming_field
from danvan_desktop.sync import ExportWish, export_bundle
from tests.by_document import due_by_document, erased_of
from tests.rights import unguarded
from tests.sync.exchange import enrol, send
from tests.sync.independent_reader import due_cells, read
from tests.sync.independent_reader.redactions import EVERYWHERE, WHOLLY, Fields, fields_by_kind

REASON = "Ông An yêu cầu xóa"


def bundle(store, path):
    return read(export_bundle(store, path, ExportWish(plain=True)).path.read_bytes())


def test_the_table_of_fields_is_what_the_program_goes_by():
    for kind in ALL_KINDS:
        told = fields_by_kind().get(kind.name, Fields())
        names = set(kind.by_name)
        answers = {name for name in names if kind.is_answer(name)}
        assert (names if "*" in told.answers else told.answers) == answers, kind.name
        assert (told.unit or told.whole or None) == naming_field(ALL_KINDS, kind.name), kind.name
        of_unit = {"kind", "parent"} if kind.name == "unit" else set()
        stay = EVERYWHERE | {told.unit, told.whole} - {""} | told.secret | of_unit
        assert stay | (names if kind.name in WHOLLY else set()) == set(fields_that_stay(ALL_KINDS, kind.name)), (
            kind.name
        )


def test_what_is_erased_follows_from_the_document(commune, province, tmp_path):
    enrol(province.store, commune.store)
    send(province.store, commune.store)
    uid = commune.petition(citizen_name="Nguyễn Văn An", content="Ông An phản ánh")
    kept = commune.petition(number="002/2026", citizen_name="Trần Thị Bình")
    before = bundle(commune.store, tmp_path / "before.danvan")
    send(commune.store, province.store)
    province.store.save(Draft("petition", {"reply": "Đã trả lời ông An"}, uid))
    commune.store.redact(uid, ["citizen_name", "content"], REASON)
    # Above another authority it may take back its own answer, and nothing of the commune's.
    answer = next(one for one in province.store.log.of_record(uid) if "reply" in one.values)
    named = [(answer.id, "reply"), *((one.id, "citizen_name") for one in province.store.log.of_record(kept))]
    named.append((EntryId("0123456789abcdef01234567", "upward", 1), "content"))
    made = {"record": uid, "cells": write_cells(named), "reason": REASON, "unit": province.store.unit.uid}
    with unguarded():
        province.store.save(Draft("redaction", made))
    send(province.store, commune.store)
    after = bundle(commune.store, tmp_path / "after.danvan")
    due = due_cells(after.entries, after.devices)
    assert due == erased_of(commune.store) == due_by_document(commune.store)
    assert {name for _entry, name in due} == {"citizen_name", "content", "reply"}
    # Who kept the bundle of before finds there what must go.
    newer = {entry.id for entry in after.entries} - {entry.id for entry in before.entries}
    mixed = [*before.entries, *(entry for entry in after.entries if entry.id in newer)]
    assert due_cells(mixed, after.devices) == due
