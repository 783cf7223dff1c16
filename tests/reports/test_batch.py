"""All forms of a period at once: which, in what order, under which names, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, Translator
from danvan_desktop.reports.batch import BatchItem, batch_of, print_batch, print_to_book, print_to_folder
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs
from danvan_desktop.reports.output import OutputError
from danvan_desktop.reports.style import FileFormat, Style
from tests.reports.conftest import Office

QUARTER = Period.parse("2026-Q3")
CODES = {"meeting-minutes", "petition-register", "model-registration"}


class Stopped(Exception):
    pass


@pytest.fixture
def quarter(office: Office) -> Office:
    """Two meetings of one evening, one of another quarter, a petition, a model."""
    office.meeting()
    office.meeting(subject="Bàn việc khác")
    office.meeting(starts_at="2026-10-01T19:30", ends_at="2026-10-01T20:30")
    office.petition()
    office.model(registered_on="2026-09-30")
    return office


def styles_of(item: BatchItem) -> tuple[Style, ...]:
    return item.form.styles(item.context.store.get(item.context.uid) if item.context.uid else None)


def items(office: Office, period: Period = QUARTER) -> list[BatchItem]:
    return [item for item in batch_of(office.store, period).items if item.form.code in CODES]


def test_a_quarter_has_its_registers_and_the_forms_of_its_records_by_day(quarter: Office) -> None:
    assert [item.name for item in items(quarter)] == [
        "2026-Q3_So-kien-nghi_Xa-Dong-Son",
        "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12",
        "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12_2",
        "2026-Q3_DK-mo-hinh_Thon-Dong_2026-09-30",
    ]


def test_every_form_that_fits_the_period_is_printed_in_its_usual_style(quarter: Office) -> None:
    found = batch_of(quarter.store, QUARTER).items
    context = quarter.context(period="2026-Q3")
    of_period = {form.code for form in FORMS if form.needs is Needs.PERIOD and form.nothing_to_say(context) is None}
    assert {item.form.code for item in found if item.form.needs is Needs.PERIOD} == of_period
    assert all(item.context.style is styles_of(item)[0] for item in found)


@pytest.mark.parametrize("style", list(Style))
def test_a_style_asked_for_is_that_of_the_papers_whose_issuing_body_has_it(quarter: Office, style: Style) -> None:
    found = batch_of(quarter.store, QUARTER, style).items
    assert all(item.context.style is (style if style in styles_of(item) else styles_of(item)[0]) for item in found)
    assert {item.context.style for item in found if item.form.code.startswith(("meeting", "petition-register"))} == {
        Style.STATE
    }


def test_records_that_a_form_is_not_for_are_left_out(quarter: Office) -> None:
    codes = [item.form.code for item in batch_of(quarter.store, QUARTER).items if item.form.kind == "petition"]
    replied = [form.code for form in FORMS if form.kind == "petition" and form.needs is Needs.RECORD]
    assert set(codes) & set(replied) < set(replied)


def test_a_folder_gets_one_file_each_and_nothing_else(quarter: Office, tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ" / "quý 3"
    found = items(quarter)
    result = print_to_folder(found, folder)
    assert sorted(result.names) == sorted(path.name for path in folder.iterdir())
    assert result.names == tuple(f"{item.name}.pdf" for item in found)
    assert result.pages == sum(len(pypdfium2.PdfDocument(folder / name)) for name in result.names)


def test_word_files_can_be_made_too_and_forms_without_tables_are_left_out_of_excel(
    quarter: Office, tmp_path: Path
) -> None:
    word = print_to_folder(items(quarter), tmp_path / "word", FileFormat.DOCX)
    assert all(name.endswith(".docx") for name in word.names)
    assert len(word.names) == 4
    excel = print_to_folder(items(quarter), tmp_path / "excel", FileFormat.XLSX)
    assert excel.names == ("2026-Q3_So-kien-nghi_Xa-Dong-Son.xlsx",)
    assert len(excel.skipped) == 3
    assert sorted(path.name for path in (tmp_path / "excel").iterdir()) == list(excel.names)


def test_one_file_has_a_bookmark_for_each_form_with_its_headings_below(quarter: Office, tmp_path: Path) -> None:
    result = print_to_book(items(quarter), tmp_path / "quý.pdf")
    reader = PdfReader(tmp_path / "quý.pdf")
    outline = reader.outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles[0].startswith("Sổ theo dõi kiến nghị")
    assert len(titles) == 4
    below = outline[outline.index(_entry(outline, titles[1])) + 1]
    assert below[0].title.startswith("I. ")
    pages = [reader.get_destination_page_number(_entry(outline, title)) for title in titles]
    assert pages == sorted(pages)
    assert pages[0] == 0
    assert result.pages == len(reader.pages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Hồ sơ công tác dân vận quý III năm 2026"


def _entry(outline: list[object], title: str) -> object:
    return next(entry for entry in outline if getattr(entry, "title", None) == title)


def test_each_form_of_one_file_has_page_numbers_of_its_own(quarter: Office, tmp_path: Path) -> None:
    for number in range(2):
        quarter.meeting(starts_at=f"2026-07-0{number + 1}T19:30", ends_at=f"2026-07-0{number + 1}T21:00")
    minutes = [item for item in items(quarter) if item.form.code == "meeting-minutes"]
    print_to_book(minutes, tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    tops = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 56).strip() for page in document]
    pages = len(tops) // len(minutes)
    assert tops == ["", *map(str, range(2, pages + 1))] * len(minutes)


def test_the_batch_tells_what_it_prints(quarter: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []

    def tell(done: int, total: int, title: Message) -> None:
        told.append((done, total, Translator("vi")(title)))

    print_to_folder(items(quarter), tmp_path / "a", tell=tell)
    assert [(done, total) for done, total, _title in told] == [(done, 4) for done in range(5)]
    assert told[1][2] == "Biên bản họp thôn, tổ dân phố"


@pytest.mark.parametrize("was_there", [True, False])
def test_a_batch_that_is_stopped_leaves_the_folder_as_it_was(quarter: Office, tmp_path: Path, was_there: bool) -> None:
    folder = tmp_path / "hồ sơ"
    if was_there:
        folder.mkdir()
        (folder / "khác.txt").write_text("giữ", encoding="utf-8")
    with pytest.raises(Stopped):
        print_to_folder(items(quarter), folder, tell=stop_at_two)
    assert folder.exists() is was_there
    assert [path.name for path in folder.glob("*")] == (["khác.txt"] if was_there else [])


def test_a_file_that_is_stopped_keeps_its_former_content(quarter: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"former")
    with pytest.raises(Stopped):
        print_to_book(items(quarter), path, stop_at_two)
    assert path.read_bytes() == b"former"
    assert not list(tmp_path.glob(".*"))


def stop_at_two(done: int, _total: int, _title: Message) -> None:
    if done == 2:
        raise Stopped


def test_a_period_without_anything_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="không có biểu mẫu nào"):
        print_to_folder((), tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_a_folder_that_is_a_file_is_refused_in_words(quarter: Office, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="Không ghi được"):
        print_to_folder(items(quarter), tmp_path / "a")


def test_what_a_form_refuses_is_left_out_and_told(quarter: Office, tmp_path: Path) -> None:
    found = items(quarter)
    quarter.store.delete(found[1].context.uid)
    result = print_to_folder(found, tmp_path / "a")
    assert [item.name for item in result.skipped] == [found[1].name]
    assert len(result.names) == 3


def test_forms_that_have_nothing_to_say_are_left_out_and_told(quarter: Office, tmp_path: Path) -> None:
    batch = batch_of(quarter.store, QUARTER)
    told = {one.form.code: Translator("vi")(one.told()) for one in batch.left_out}
    assert told["vote-count"] == "Biên bản kiểm phiếu: 2 hồ sơ không có gì để in."
    assert told["model-progress"] == "Phiếu tiến độ mô hình: 1 hồ sơ không có gì để in."
    assert told["model-recognition"].startswith("Danh sách đề nghị công nhận: Đến hết quý III năm 2026 không có")
    assert not {item.form.code for item in batch.items} & {"vote-count", "model-progress", "model-recognition"}
    result = print_batch(batch, tmp_path / "a.pdf", one_file=True)
    assert result.left_out == batch.left_out
    assert result.skipped == ()
