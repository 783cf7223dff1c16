"""Mẫu 01/TCD and 02/TCD: on which visits they are made, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of, style_in
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.style import Style
from tests.copies import replace

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def visit(office: Office, body: str = "government", **values: object) -> str:
    made = {"held_on": "2026-08-05", "receiver": "Lê Quang Hưng", "position": "Chủ tịch UBND xã", "place": "Trụ sở xã"}
    of = office.save("reception", body=body, **made)
    told = {"reception": of, "citizen_name": "Nguyễn Văn An", "content": "Việc cấp đất năm 1993"}
    return office.save("reception_visit", **(told | values))


def test_the_notice_names_the_ground_and_the_matter(office: Office) -> None:
    refused = visit(office, handling="refused", refusal_ground="h", citizen_address="xóm Mới")
    text = office.printed("reception-refusal", refused).whole_text
    assert "từ chối tiếp công dân" in text
    assert "điểm h khoản 1 Điều 4 Nghị định số 154/2026/NĐ-CP" in text
    assert "Ngày 05 tháng 8 năm 2026, ông (bà) Nguyễn Văn An, số căn cước/hộ chiếu" in text
    assert "địa chỉ: xóm Mới, đến Trụ sở xã để kiến nghị về việc cấp đất năm 1993. Căn cứ" in text


def test_no_notice_cites_a_decree_that_was_not_in_force_on_the_day_of_the_refusal(office: Office) -> None:
    early = visit(office, handling="refused", refusal_ground="h", refused_on="2026-06-30")
    with pytest.raises(ReportError, match="chưa có căn cứ này"):
        office.printed("reception-refusal", early)
    by_law = visit(office, handling="refused", refusal_ground="law3", refused_on="2026-06-30")
    text = office.printed("reception-refusal", by_law).whole_text
    assert "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân, Ủy ban nhân dân xã Đông Sơn từ chối" in text
    assert "154/2026" not in text


@pytest.mark.parametrize(
    "values", [{"handling": "refused", "refusal_ground": "a"}, {}, {"nature": "denunciation", "handling": "taken"}]
)
def test_no_notice_is_made_where_the_law_wants_none(office: Office, values: dict[str, object]) -> None:
    with pytest.raises(ReportError):
        office.printed("reception-refusal", visit(office, **values))


def test_the_receipt_tells_who_took_what_of_whom(office: Office) -> None:
    text = office.printed("reception-receipt", visit(office, handling="taken")).whole_text
    assert "Đã nhận của ông (bà) Nguyễn Văn An" in text
    assert "Lê Quang Hưng; chức vụ: Chủ tịch UBND xã" in text
    with pytest.raises(ReportError):
        office.printed("reception-receipt", visit(office, handling="answered"))


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("reception-receipt", {"handling": "taken"}),
        ("reception-refusal", {"handling": "refused", "refusal_ground": "h"}),
    ],
)
def test_who_comes_to_the_party_s_secretary_gets_papers_of_the_party(
    office: Office, form: str, values: dict[str, object]
) -> None:
    of_party, of_state = visit(office, "party", **values), visit(office, **values)
    assert style_in(office.store, form_of(form), of_party) is Style.PARTY
    assert style_in(office.store, form_of(form), of_state) is Style.STATE
    made = form_of(form).build(replace(office.context(of_party), style=Style.PARTY))
    assert made.header.issuer == "Đảng ủy xã Đông Sơn"
    with pytest.raises(ReportError):
        form_of(form).build(replace(office.context(of_state), style=Style.PARTY))
