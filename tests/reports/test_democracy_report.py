"""The report on democracy at the grassroots: by the parts of the law, each village in its annex, no empty clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import Heading
from danvan_desktop.reports.proof import proven_figures

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "democracy-report"


def text_of(office: Office, period: str = "2026-H2") -> str:
    return office.draw(form_of(FORM).build(office.context(period=period))).whole_text


def test_the_chapters_follow_what_the_people_know_decide_are_asked_and_watch(office: Office) -> None:
    document = form_of(FORM).build(office.context(period="2026"))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    wanted = ("Công khai để", "Nhân dân bàn và quyết định", "tham gia ý kiến", "kiểm tra, giám sát", "thụ hưởng")
    places = [next(n for n, text in enumerate(headings) if part in text) for part in wanted]
    assert places == sorted(places)


def test_each_village_has_its_row_and_no_clause_tells_of_nothing(office: Office) -> None:
    meeting = office.meeting(starts_at="2026-08-02T19:30", households_total=120, households_present=98)
    office.save(
        "decision", meeting=meeting, title="Quỹ", content_type="self_management", method="show_of_hands",
        votes_for=10, votes_against=88, votes_abstain=0,
    )  # fmt: skip
    text = text_of(office)
    assert "Nhân dân đã bàn và biểu quyết 01 nội dung." in text, "nothing was agreed to: nothing is said of it"
    assert "THỰC HIỆN DÂN CHỦ THEO THÔN" in " ".join(text.split())
    assert "Các thôn đã tổ chức 01 cuộc họp. Có 98 lượt hộ có đại diện dự họp." in " ".join(text.split())


def test_nobody_can_be_known_by_a_figure_that_is_proven() -> None:
    for form in ("work-report", FORM):
        assert not [code for code in proven_figures(form) if code.startswith(("cadre_ratings", "network"))]


def test_nothing_is_asked_to_be_made_public_at_once_that_was_late_but_is(office: Office) -> None:
    item = office.save("publicity_item", item="p08", title="Kết quả quyên góp", paper_date="2026-07-01")
    office.save("publicity_posting", item=item, form="f01", place="Trụ sở", from_on="2026-08-12", to_on="2026-09-12")
    text = " ".join(text_of(office, "2026-Q3").split())
    assert "khắc phục việc chậm ở 01 nội dung" in text
    assert "công khai ngay" not in text
