"""Templates are checked when they are loaded; drafts follow the figures; what the officer wrote takes their place."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.narrative import (
    Drafter,
    NarrativeError,
    ReportTexts,
    Section,
    Sentence,
    load_narrative,
    template,
)

pytestmark = pytest.mark.usefixtures("earlier_petitions")

if TYPE_CHECKING:
    from tests.reports.conftest import Office

QUARTER = Period.quarter(2026, 3)
FORMS = ("work-report", "situation-report")
RECEIVED = "petitions.received"


def drafted(office: Office, *sentences: Sentence) -> str:
    figures = ReportFigures(office.store, office.store.unit.uid, "work-report", QUARTER, dt.date(2026, 10, 1))
    drafter = Drafter(office.store, figures, office.store.unit, Translator("vi"))
    return drafter.draft(Section("tasks", "", sentences))


def texts(office: Office, form: str = "work-report") -> ReportTexts:
    unit = office.store.unit
    figures = ReportFigures(office.store, unit.uid, form, QUARTER, dt.date(2026, 10, 1))
    return ReportTexts(office.store, unit, form, QUARTER, figures, Translator("vi"))


def own_template(folder: Path, sentence: dict[str, object], form: str = "work-report") -> None:
    (folder / "narrative").mkdir()
    section = {"code": "tasks", "title": "", "sentences": [sentence]}
    template = {"form": form, "chapters": [{"title": "I. Việc", "sections": [section]}]}
    (folder / "narrative" / "work-report.json").write_text(json.dumps(template), "utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_the_templates_of_the_program_are_sound(form: str) -> None:
    template = load_narrative(form)
    assert len(list(template.sections)) > 5
    assert all(section.sentences or section.hint for section in template.sections)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"figure": "tax.paid", "zero": "", "many": "x"}, "không có số liệu “tax.paid”"),
        ({"figure": RECEIVED, "zero": "", "many": "", "besides": "tax.paid"}, "không có số liệu “tax.paid”"),
        ({"figure": RECEIVED, "zero": "", "many": "{m} việc"}, "không có chỗ điền “{m}”"),
        ({"figure": RECEIVED, "zero": "", "many": "{parts:colour}"}, "không có chỗ điền “{parts:colour}”"),
        ({"figure": RECEIVED, "zero": "", "many": "{n việc"}, "ngoặc nhọn không đúng"),
        ({"figure": RECEIVED, "zero": ""}, "many"),
        ({"figure": RECEIVED, "zero": "", "many": "", "two": ""}, "two"),
    ],
)
def test_a_faulty_template_is_refused_with_its_file_and_fault(
    tmp_path: Path, wrong: dict[str, object], reason: str
) -> None:
    own_template(tmp_path, wrong)
    with pytest.raises(NarrativeError) as caught:
        load_narrative("work-report", tmp_path)
    assert "work-report.json" in str(caught.value.message)
    assert reason in str(caught.value.message)


@pytest.mark.parametrize("content", [b"", b"r\xc3\xa1c", b"[" * 100_000, b"null", b"\xff\xfe\x00"])
def test_a_template_that_cannot_be_used_gives_way_to_the_program_s_and_is_told_of(
    office: Office, content: bytes
) -> None:
    folder = office.store.path.parent / "narrative"
    folder.mkdir(exist_ok=True)
    (folder / "work-report.json").write_bytes(content)
    written = texts(office)
    assert [section.section.code for section in written]
    assert written.fault is not None
    assert "work-report.json" in str(written.fault)


def test_an_office_s_own_template_takes_the_place_of_the_program_s(office: Office) -> None:
    own_template(office.store.path.parent, {"figure": RECEIVED, "zero": "Không có đơn nào.", "many": "{n} đơn."})
    assert [section.text for section in texts(office)] == ["Không có đơn nào."]


def test_none_one_and_many_have_words_of_their_own(office: Office) -> None:
    sentence = Sentence(RECEIVED, "Không có kiến nghị.", "Có {n} kiến nghị.", "Có một kiến nghị.")
    assert drafted(office, sentence) == "Không có kiến nghị."
    office.petition("001/2026")
    assert drafted(office, sentence) == "Có một kiến nghị."
    office.petition("002/2026")
    assert drafted(office, sentence) == "Có 02 kiến nghị."


def test_comparisons_parts_and_other_figures_are_filled_in(office: Office) -> None:
    office.petition("001/2026", received_on="2026-05-04")
    office.petition("001/2025", received_on="2025-05-04", replied_on="2025-05-05", result="solved")
    for number, field in ((2, "land"), (3, "land"), (4, "environment")):
        office.petition(f"{number:03d}/2026", field=field)
    sentence = Sentence(
        RECEIVED, "", "{n}, {change}, {year_change}; {parts:field}; tồn {petitions.open}; {next}; {unit}"
    )
    assert drafted(office, sentence) == (
        "03, tăng 02 việc so với quý II năm 2026, tăng 03 việc so với cùng kỳ năm trước;"
        " đất đai, bồi thường, giải phóng mặt bằng 02; môi trường 01; tồn 04; quý IV năm 2026;"
        " Xã Đông Sơn"
    )


@pytest.mark.parametrize(("period", "times"), [("2026", 1), ("2026-9M", 1), ("2026-Q3", 2), ("2026-H1", 2)])
def test_the_year_before_is_compared_once(office: Office, period: str, times: int) -> None:
    office.petition("001/2026", received_on="2026-03-04")
    office.petition("001/2024", received_on="2024-03-04")
    figures = ReportFigures(
        office.store, office.store.unit.uid, "work-report", Period.parse(period), dt.date(2026, 10, 1)
    )
    sentence = Sentence(RECEIVED, "{n} đơn, {change}, {year_change}.", "{n} đơn, {change}, {year_change}.")
    drafter = Drafter(office.store, figures, office.store.unit, Translator("vi"))
    told = drafter.draft(Section("tasks", "", (sentence,)))
    assert told.count("năm trước") + told.count("năm 2025") + told.count("quý II") == times


@pytest.mark.parametrize("named", ["change", "year_change"])
@pytest.mark.parametrize("after", [".", ":", "; tồn {n}.", "[, tồn {petitions.open} việc]."])
def test_nothing_is_said_of_a_period_that_is_not_on_the_books(office: Office, named: str, after: str) -> None:
    office.petition("001/2026")
    told = drafted(office, Sentence(RECEIVED, "", f"Nhận {{n}} đơn, {{{named}}}{after}"))
    assert "so sánh" not in told
    assert told.startswith("Nhận 01 đơn")
    assert ", ," not in told


def test_a_comparison_counts_by_the_word_of_its_sentence(office: Office) -> None:
    office.petition("001/2026")
    office.petition("001/2025", received_on="2025-05-04")
    assert drafted(office, Sentence(RECEIVED, "", "Nhận {n} việc mới, {change}.")).startswith(
        "Nhận 01 việc mới, tăng 01 việc so"
    )
    assert drafted(office, Sentence(RECEIVED, "", "Có {n} ý kiến, {change}.")).startswith(
        "Có 01 ý kiến, tăng 01 ý kiến so với"
    )


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("{n} đơn; tập trung vào: {parts:field}.", "02 đơn."),
        ("{n} đơn. Theo lĩnh vực: {parts:field}.", "02 đơn."),
        ("Theo lĩnh vực: {parts:field}.", ""),
        ("Kiến nghị, phản ánh tập trung vào: {parts:field}.", ""),
        ("Kiến nghị, phản ánh tập trung vào: {parts:field}. Còn {petitions.open}.", "Còn 02."),
        ("Theo lĩnh vực: {parts:field}; còn {petitions.open}.", "còn 02."),
        ("{n} đơn ({parts:field}):", "02 đơn:"),
        ("{n} đơn (cả kỳ trước): {parts:field}.", "02 đơn (cả kỳ trước)."),
        ("Có {n} đơn, {petitions.open} tồn, gồm: {parts:field}.", "Có 02 đơn, 02 tồn."),
        ("{n}; {parts:field}; {unit}", "02; Xã Đông Sơn"),
        ("{n}: {parts:competence}. Lĩnh vực: {parts:field}.", "02: đều thuộc cấp xã."),
    ],
)
def test_a_clause_of_parts_that_nobody_recorded_is_left_out(office: Office, wording: str, told: str) -> None:
    for number in (1, 2):
        office.petition(f"{number:03d}/2026", field=None)
    assert drafted(office, Sentence(RECEIVED, "", wording)) == told


@pytest.mark.parametrize(
    ("number", "wording", "told"),
    [
        (1, "Có {n} đơn, gồm: {parts:nature}.", "Có 01 đơn, cụ thể là kiến nghị."),
        (2, "Có {n} đơn, gồm: {parts:nature}.", "Có 02 đơn, đều là kiến nghị."),
        (2, "Có {n} đơn. Theo thẩm quyền: {parts:competence}.", "Có 02 đơn. Theo thẩm quyền: đều thuộc cấp xã."),
        (2, "Đơn chia theo loại: {parts:nature}.", "Đơn chia theo loại: kiến nghị 02."),
    ],
)
def test_what_is_all_of_one_kind_has_its_number_once(office: Office, number: int, wording: str, told: str) -> None:
    for place in range(1, number + 1):
        office.petition(f"{place:03d}/2026", nature="petition")
    assert drafted(office, Sentence(RECEIVED, "", wording)) == told


def test_a_part_of_a_number_that_the_officer_gave_keeps_its_own(office: Office) -> None:
    values = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **values, figure=RECEIVED, value=1, remark="Thôn Tây gửi muộn")
    office.petition("001/2026", nature="petition")
    assert drafted(office, Sentence(RECEIVED, "", "Có {n}, gồm: {parts:nature}.")) == "Có 01 (*), gồm: kiến nghị 01."


def test_what_came_before_the_period_is_told_where_there_is_any(office: Office) -> None:
    sentence = Sentence("petitions.replied", "", "Đã trả lời {n} đơn[ (có {earlier} của kỳ trước)].")
    answer = {"replied_on": "2026-08-20", "result": "solved"}
    office.petition("001/2026", **answer)
    assert drafted(office, sentence) == "Đã trả lời 01 đơn."
    office.petition("002/2026", received_on="2026-05-12", **answer)
    assert drafted(office, sentence) == "Đã trả lời 02 đơn (có 01 của kỳ trước)."
    values = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **values, figure="petitions.replied", value=7, remark="Thôn Tây gửi muộn")
    assert drafted(office, sentence) == "Đã trả lời 07 (*) đơn.", "of what was not counted nobody knows the days"


def test_records_are_listed_a_line_each_with_their_unit(office: Office) -> None:
    for content in ("Nhân dân yên tâm sản xuất.", "Giá phân bón tăng"):
        office.save("situation_entry", unit=office.village, noted_on="2026-08-01", category="classes", content=content)
    sentence = Sentence("situation.entries", "", "Có {n} tin:", records=True)
    lines = drafted(office, sentence, Sentence(RECEIVED, "Không có kiến nghị.", "{n}")).splitlines()
    assert lines == [
        "Có 02 tin:",
        "- Thôn Đông: Nhân dân yên tâm sản xuất.",
        "- Thôn Đông: Giá phân bón tăng.",
        "Không có kiến nghị.",
    ]


def test_a_value_that_the_officer_gave_is_marked(office: Office) -> None:
    values = {"unit": office.store.unit.uid, "form": "work-report", "period": "2026-Q3"}
    office.save("report_text", **values, figure=RECEIVED, value=12, remark="Thôn Tây gửi muộn")
    assert drafted(office, Sentence(RECEIVED, "", "Có {n} kiến nghị.")) == "Có 12 (*) kiến nghị."


def test_edited_text_is_a_record_that_replaces_the_draft_and_is_edited_again(office: Office) -> None:
    office.store.save(texts(office).edit("assessment.causes", "Cán bộ mới nhận việc."))
    written = texts(office)
    causes = written[written.template.section("assessment.causes")]
    assert (causes.text, causes.draft) == ("Cán bộ mới nhận việc.", "")
    office.store.save(written.edit("assessment.causes", "Địa bàn rộng."))
    again = texts(office)
    assert again[again.template.section("assessment.causes")].text == "Địa bàn rộng."
    assert office.store.count("report_text") == 1
    other = texts(office, "situation-report")
    assert not any(section.edited for section in other)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_template_is_read_as_notepad_saves_it(tmp_path, encoding):
    import unicodedata

    path, _made = template.own_template("work-report", tmp_path)
    text = path.read_text("utf-8")
    saved = unicodedata.normalize("NFD", text) if encoding == "cp1258" else text
    data = as_vietnamese_windows(text) if encoding == "cp1258" else saved.encode(encoding)
    path.write_bytes(data)
    assert template.load_narrative("work-report", tmp_path).sections


def as_vietnamese_windows(text):
    """Write as Windows does: letters with their quality, tones behind them; what the code page lacks as a mark."""
    import unicodedata

    written = b""
    for letter in unicodedata.normalize("NFC", text):
        for form in (letter, *(_split(letter))):
            try:
                written += form.encode("cp1258")
                break
            except UnicodeEncodeError:
                continue
        else:
            written += b"?"
    return written


def _split(letter):
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in tones)
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
    return (base + tone,)


def test_lines_of_records_leave_out_what_is_secret_and_count_it(office: Office) -> None:
    office.petition("160/2026", complicated=True)
    office.petition("161/2026", nature="denunciation", complicated=True)
    text = drafted(office, Sentence("petitions.complicated", "", "Có {n} việc:", records=True))
    assert "Có 02 việc:\n- Kiến nghị số 160/2026 (thôn Đông): " in text
    assert text.endswith("- Giữ bí mật theo quy định, không nêu tại đây: 01 việc.")
    assert "161/2026" not in text


@pytest.mark.parametrize(
    ("counts", "told", "untold"),
    [
        ({}, [], ["tiếp thu", "giải trình"]),
        ({"accepted_count": 4}, ["Đã tiếp thu 04 ý kiến"], ["giải trình"]),
        ({"explained_count": 2}, ["Đã giải trình 02 ý kiến"], ["tiếp thu"]),
    ],
)
def test_opinions_on_drafts_are_taken_or_explained_only_where_some_were(
    office: Office, counts: dict[str, int], told: list[str], untold: list[str]
) -> None:
    made = {"subject": "Phân loại rác", "item": "other", "drafting_body": "Phòng Kinh tế xã"}
    days = {"published_on": "2026-08-01", "closes_on": "2026-08-31"}
    office.save("consultation", unit=office.store.unit.uid, state="open", **made, **days, **counts)
    sections = {one.section.code: one.text for one in texts(office)}
    assert "Lấy ý kiến Nhân dân về 01 nội dung" in sections["results.government"]
    assert all(words in sections["results.democracy"] for words in told)
    assert not any(words in sections["results.democracy"] for words in untold)


def test_cases_are_told_where_reports_look_for_them(office: Office) -> None:
    marks = {"mass": True, "long": True, "beyond": True, "people": 7}
    made = {"number": "1/2025", "title": "Khiếu nại thu hồi đất", "nature": "complaint", "channel": "letter"}
    received = {"received_on": "2025-03-03", "unit": office.store.unit.uid, "field": "land"}
    office.save("case", **made, **received, **marks)
    work = {one.section.code: one.text for one in texts(office)}
    assert "Có 01 vụ việc quá hạn thụ lý hoặc giải quyết." in work["results.government"]
    assert "Còn 01 vụ việc chậm thụ lý hoặc chậm giải quyết." in work["assessment.limits"]
    situation = {one.section.code: one.text for one in texts(office, "situation-report")}["hotspots"]
    for sort in ("khiếu kiện đông người", "việc kéo dài", "việc vượt cấp"):
        assert f"òn 01 vụ {sort} chưa kết thúc." in situation


def test_a_clause_about_nothing_is_left_out_and_villages_are_called_what_they_are(office: Office) -> None:
    office.petition("011/2026")
    many = "Các {communities} có {n} việc[, đã trả lời {petitions.replied}][; còn {petitions.open}] [ghi chú]."
    said = drafted(office, Sentence(RECEIVED, "", many))
    assert said == "Các thôn có 01 việc; còn 01 [ghi chú]."


def test_the_share_of_cases_that_were_settled_is_told(office: Office) -> None:
    made = {"nature": "complaint", "channel": "letter", "title": "Khiếu nại", "field": "land"}
    days = {"received_on": "2026-07-01", "accepted_on": "2026-07-06", "unit": office.store.unit.uid}
    office.save("case", number="1/2026", decided_on="2026-08-03", result="right", **made, **days)
    for number in ("2/2026", "3/2026", "4/2026"):
        office.save("case", number=number, **made, **days)
    text = next(one.text for one in texts(office) if one.section.code == "results.government")
    assert "thuộc thẩm quyền; đã giải quyết 01, đúng hạn 01. Tỷ lệ giải quyết đạt 25%." in text


def test_shares_of_parts_are_told_from_twenty_on(office: Office) -> None:
    """Nobody writes of eight papers that one is 12,5%."""
    sentence = Sentence(RECEIVED, "", "{n}: {parts:field}.")
    for number in range(1, 20):
        office.petition(f"{number:03d}/2026", field="land" if number % 2 else "environment")
    assert drafted(office, sentence) == "19: đất đai, bồi thường, giải phóng mặt bằng 10; môi trường 09."
    office.petition("020/2026", field="environment")
    assert drafted(office, sentence) == "20: đất đai, bồi thường, giải phóng mặt bằng 10 (50%); môi trường 10 (50%)."


def test_one_of_several_kinds_is_called_by_its_own(office: Office) -> None:
    office.petition("001/2026", nature="petition")
    many, one = "Có {n} đơn, kiến nghị quá hạn, gồm: {parts:nature}.", "Có {n} {parts:nature} quá hạn."
    assert drafted(office, Sentence(RECEIVED, "", many)) == "Có 01 đơn, kiến nghị quá hạn, cụ thể là kiến nghị."
    assert drafted(office, Sentence(RECEIVED, "", many, one)) == "Có 01 kiến nghị quá hạn."
    office.petition("002/2026", nature="reflection")
    assert drafted(office, Sentence(RECEIVED, "", many, one)).startswith("Có 02 đơn, kiến nghị quá hạn, gồm: ")


def test_a_sentence_that_stands_apart_begins_a_paragraph(office: Office) -> None:
    office.petition("001/2026")
    told = drafted(
        office,
        Sentence(RECEIVED, "", "Nhận {n} đơn."),
        Sentence("petitions.replied", "", "Trả lời {n} đơn.", apart=True),
        Sentence("petitions.open", "", "Còn {n} đơn."),
        Sentence(RECEIVED, "", "Đủ {n} đơn.", apart=True),
    )
    assert told == "Nhận 01 đơn.\nCòn 01 đơn.\nĐủ 01 đơn."
