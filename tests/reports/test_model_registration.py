from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "model-registration"


def test_the_sheet_prints_what_is_registered_under_running_numbers(office: Office) -> None:
    about = {"field": "culture_society", "theme": "environment", "registration": "kept", "year": 2027}
    model = office.model(**about, organisation="Hội Phụ nữ xã", content="Giao mỗi hộ một đoạn.\nTưới cây.")
    text = office.printed(FORM, model).whole_text
    assert "PHIẾU ĐĂNG KÝ Xây dựng mô hình, điển hình “Dân vận khéo”" in text
    assert "Đông Sơn, ngày 10 tháng 02 năm 2026" in text
    assert "Kính gửi: Đảng ủy xã Đông Sơn" in text
    assert "1. Tên mô hình, điển hình: Tuyến đường hoa phụ nữ tự quản. 2. Loại: tập thể. 3." in text
    assert "4. Cơ quan, đoàn thể: Hội Phụ nữ xã. 5. Đơn vị: thôn Đông. 6. Lĩnh vực: văn hóa, xã hội (bảo vệ môi" in text
    assert "trường). 7. Hình thức đăng ký: duy trì, nhân rộng, năm 2027." in text
    assert "10. Nội dung, cách làm: Giao mỗi hộ một đoạn. Tưới cây." in text
    assert "XÁC NHẬN CỦA ĐƠN VỊ ĐẠI DIỆN TẬP THỂ ĐĂNG KÝ" in text


def test_empty_parts_are_dotted_for_the_hand(office: Office) -> None:
    sheet = office.printed(FORM, office.model())
    for label in ("4. Cơ quan, đoàn thể:", "11. Chỉ tiêu cụ thể:", "14. Kinh phí, nguồn lực:"):
        assert f"{label} ......" in sheet.whole_text
    assert sheet.faces("11. Chỉ tiêu cụ thể:") == {("-Bold", 14)}


def test_a_person_s_sheet_is_signed_by_name(office: Office) -> None:
    sheet = office.printed(FORM, office.model(form="individual", registrant="Vi Thị Hoa"))
    assert "NGƯỜI ĐĂNG KÝ" in sheet.whole_text
    page = len(sheet.pages) - 1
    assert sheet.pages[page].search("Vi Thị Hoa", regex=False)


def test_progress_before_the_day_of_the_sheet_is_annexed_in_the_order_of_its_days(office: Office) -> None:
    model = office.model(registered_on="2026-06-10", registration="kept")
    office.save("model_progress", model=model, reported_on="2026-07-01", done="Xong cả tuyến")
    office.save("model_progress", model=model, reported_on="2026-06-10", done="Xong 900 m", difficulties="Thiếu nước")
    office.save("model_progress", model=model, reported_on="2026-05-10", done="Xong 600 m", figures="600 m")
    sheet = office.printed(FORM, model)
    annex = sheet.pages[-1]
    assert "Phụ lục TIẾN ĐỘ THỰC HIỆN (Kèm theo Phiếu đăng ký" in " ".join(annex.extract_text().split())
    (table,) = annex.extract_tables()
    assert table[1:] == [["10/5/2026", "Xong 600 m", "600 m", ""], ["10/6/2026", "Xong 900 m", "", "Thiếu nước"]]


def test_a_sheet_without_progress_has_no_annex(office: Office) -> None:
    assert "Phụ lục" not in office.printed(FORM, office.model()).whole_text
