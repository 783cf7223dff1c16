"""The register of changes: who, when, on which laptop, why; openings, filters, and nothing of what is secret."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.fields import Code
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.change_table import change_table, paper_rows
from danvan_desktop.exchange.dumping import write_table
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of, papers_named
from danvan_desktop.reports.code_words import word_of
from danvan_desktop.store import Store
from danvan_desktop.store.change_register import OPENINGS, ChangeFilter, Deed
from tests.clocks import StandingClock

DAY = dt.date(2026, 8, 12)
SECRET = "Ông Bảy nhận tiền"
EVERYTHING = ChangeFilter()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(DAY)


@pytest.fixture
def an(store: Store) -> str:
    values = {"full_name": "Lê An", "position": "Chủ tịch", "unit": store.unit.uid, "role": "approve"}
    uid = store.save(Draft("officer", values)).uids[0]
    store.set_officer(uid)
    return uid


def petition(store: Store, content: str = "Mương tắc", **values: object) -> str:
    known = {"received_on": "2026-08-12", "unit": store.unit.uid, "content": content, **values}
    return store.save(Draft("petition", known)).uids[0]


def denunciation(store: Store) -> str:
    values = {
        "received_on": "2026-08-12", "unit": store.unit.uid, "title": "Việc thu tiền", "content": SECRET,
        "nature": "denunciation", "citizen_name": "Ông Bảy",
    }  # fmt: skip
    return store.save(Draft("case", values)).uids[0]


def deeds(store: Store, wanted: ChangeFilter = EVERYTHING) -> list[Deed]:
    return [line.deed for line in store.changes.lines(wanted, 100)]


def test_every_save_is_one_line_with_officer_device_and_fields(store: Store, an: str, clock: StandingClock) -> None:
    uid = petition(store, citizen_name="Trần Văn Hai")
    clock.pass_days(1)
    store.save(Draft("petition", {"content": "Mương tắc lại"}, uid))
    store.delete(uid)
    store.restore(uid)
    of_it = ChangeFilter(record=uid)
    assert deeds(store, of_it) == [Deed.BROUGHT_BACK, Deed.DELETED, Deed.CHANGED, Deed.CREATED]
    *_later, changed, created = store.changes.lines(of_it, 10)
    assert (created.officer, created.officer_name, created.device_name) == (an, "Lê An – Chủ tịch", store.device_name)
    assert created.moment.date() == DAY
    assert {"content", "citizen_name"} <= set(created.fields)  # of several logs, and one line all the same
    assert "content" in changed.fields


def test_filters_leave_what_was_asked_for(store: Store, an: str, clock: StandingClock) -> None:
    uid = petition(store)
    clock.pass_days(3)
    store.save(Draft("unit", {"name": "Thôn", "kind": "village", "code": "X-1", "parent": store.unit.uid}))
    later = DAY + dt.timedelta(days=3)
    assert {line.kind for line in store.changes.lines(ChangeFilter(since=later), 10)} == {"unit"}
    assert {line.kind for line in store.changes.lines(ChangeFilter(kind="petition"), 10)} == {"petition"}
    assert all(line.moment.date() == DAY for line in store.changes.lines(ChangeFilter(until=DAY), 10))
    assert {line.uid for line in store.changes.lines(ChangeFilter(officer=an, kind="petition"), 10)} == {uid}
    assert store.changes.lines(ChangeFilter(device="00" * 32), 10) == []
    assert len(store.changes.lines(ChangeFilter(device=store.device_key), 2)) == 2
    assert store.changes.authors() == [(an, "Lê An – Chủ tịch")]


def test_openings_and_prints_of_what_is_secret_are_lines_of_their_record(store: Store, an: str) -> None:
    uid = denunciation(store)
    store.reveal(uid, Purpose.READ)
    store.reveal(uid, Purpose.PRINTED, "case-slip")
    printed, read = store.changes.lines(ChangeFilter(deeds=OPENINGS), 10)
    assert (printed.deed, printed.paper, printed.uid, printed.kind) == (Deed.PRINTED, "case-slip", uid, "case")
    assert (read.deed, read.officer_name) == (Deed.READ, "Lê An – Chủ tịch")
    assert deeds(store, ChangeFilter(record=uid)) == [Deed.PRINTED, Deed.READ, Deed.CREATED]
    assert deeds(store, ChangeFilter(kind="case", deeds=[Deed.PRINTED])) == [Deed.PRINTED]
    assert SECRET not in repr(store.changes.lines(EVERYTHING, 100))


def test_erasure_is_told_with_its_reason(store: Store) -> None:
    uid = petition(store)
    store.redact(uid, ["content"], "Đơn của công dân")
    erased = store.changes.lines(ChangeFilter(deeds=[Deed.ERASED]), 10)
    assert [(line.uid, line.reason) for line in erased] == [(uid, "Đơn của công dân")]


def test_register_goes_out_as_a_workbook_and_as_csv(store: Store, an: str, tmp_path: Path) -> None:
    petition(store)
    store.reveal(denunciation(store), Purpose.PRINTED, "case-acceptance")
    lines = store.changes.lines(EVERYTHING, 100)
    for name in ("changes.xlsx", "changes.csv"):
        write_table(change_table(store, lines, Translator(), papers_named(Translator())), tmp_path / name)
    sheet = load_workbook(tmp_path / "changes.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("Thời điểm", "Người làm", "Máy", "Việc")
    assert len(rows) == len(lines) + 1
    told = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig")
    assert "Kiến nghị" in told
    assert Translator()(form_of("case-acceptance").title) in told
    assert "case-acceptance" not in told


def test_rewriting_who_opened_what_shows(store: Store, an: str) -> None:
    uid = denunciation(store)
    store.reveal(uid, Purpose.READ)
    assert store.check().ok
    store._connection.execute(
        "UPDATE entry SET officer = NULL WHERE id = (SELECT max(e.id) FROM entry e JOIN record r ON r.no = e.record"
        " WHERE r.kind = 'disclosure')"
    )
    assert not store.check().ok
    assert "Nhật ký thay đổi bị sửa" in str(store.changes.rewriting())


@pytest.mark.parametrize(
    "rewriting",
    [
        "UPDATE entry SET body = replace(body, 'Mương', 'Đường') WHERE body LIKE '%Mương%'",
        "UPDATE entry SET officer = NULL",
        "UPDATE entry SET clock = clock - 1000000",
        "DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)",
    ],
)
def test_rewriting_of_the_log_is_told_beside_the_register(store: Store, an: str, rewriting: str) -> None:
    store.save(Draft("petition", {"received_on": "2026-03-02", "unit": store.unit.uid, "content": "Mương bị tắc"}))
    assert store.changes.rewriting() is None
    store._connection.execute(rewriting)
    assert store.changes.rewriting() is not None
    assert store.changes.lines(ChangeFilter(), 10)


def test_a_right_is_told_with_the_officer_whom_it_is_about_in_words(store: Store, an: str) -> None:
    store.say_rights(an, Role.APPROVE, frozenset(Guarded))
    line = store.changes.lines(ChangeFilter(kind="officer_right"), 1)[0]
    assert line.title == f"{store.title(an)} – Duyệt, ký"
    say = Translator("vi")
    assert say.value(word_of(Code.GUARDED, "cases ratings")) == "Vụ việc, đơn, Đánh giá, xếp loại cá nhân"
    assert [say.value(word_of(Code.GUARDED, code)) for code in ("cases later", "")] == ["cases later", ""]


def test_officers_stand_on_paper_by_their_names_alone(store: Store, an: str) -> None:
    petition(store)
    rows = paper_rows(store, store.changes.lines(EVERYTHING, 10), Translator(), papers_named(Translator()))
    assert rows[0][1] == "Lê An"
    assert {row[1] for row in rows} == {"Lê An", ""}  # what was made before anybody was chosen is nobody's


def test_of_two_officers_with_one_name_the_position_is_told_on_paper(store: Store, an: str) -> None:
    petition(store)
    values = {"full_name": "Lê An", "position": "Văn thư", "unit": store.unit.uid, "role": "enter"}
    store.set_officer(store.save(Draft("officer", values)).uids[0])
    petition(store, "Đường hỏng")
    rows = paper_rows(store, store.changes.lines(EVERYTHING, 10), Translator(), papers_named(Translator()))
    assert {row[1] for row in rows} >= {"Lê An – Chủ tịch", "Lê An – Văn thư"}
    assert "Lê An" not in {row[1] for row in rows}
