"""People are called on paper by the title that was said of them once; nobody's is guessed from a name."""

from __future__ import annotations

import pytest

from danvan_desktop.exchange.pasting import title_told
from danvan_desktop.reports.style import Style
from danvan_desktop.ui.editors.household_lists import households_in
from danvan_desktop.ui.setup.office_lists import officers_in
from tests.copies import replace
from tests.reports.conftest import Office

CHAIR, FORMS_TITLE = "Nguyễn Văn An", "Ông (bà) Nguyễn Văn An"


def _minutes(office: Office) -> str:
    return office.printed("meeting-minutes", office.meeting()).whole_text


def test_nobody_s_title_is_guessed(office: Office) -> None:
    assert FORMS_TITLE in _minutes(office)


def test_an_officer_s_title_is_asked_once(office: Office) -> None:
    unit = office.store.unit.uid
    office.save("officer", full_name=CHAIR, called="mr", position="Trưởng thôn", unit=unit)
    text = _minutes(office)
    assert "1. Chủ trì: Ông Nguyễn Văn An; chức vụ: Trưởng thôn." in text
    assert "2. Thư ký: Ông (bà) Trần Thị Bình" in text


def test_the_roll_of_households_knows_the_titles_of_their_heads(office: Office) -> None:
    office.save("household", unit=office.village, head="Trần Thị Bình", called="mrs")
    assert "2. Thư ký: Bà Trần Thị Bình" in _minutes(office)


def test_the_sex_of_who_works_among_the_people_is_a_title(office: Office) -> None:
    office.save("network_member", unit=office.village, full_name=CHAIR, role="team_head", gender="male")
    assert "Chủ trì: Ông Nguyễn Văn An" in _minutes(office)


def test_of_two_of_one_name_who_are_called_differently_nobody_is_meant(office: Office) -> None:
    office.save("household", unit=office.village, head=CHAIR, called="mr")
    office.save("household", unit=office.village, head=CHAIR, called="mrs", order=2)
    assert FORMS_TITLE in _minutes(office)


def test_a_citizen_is_answered_by_the_title_that_is_known_or_was_written(office: Office) -> None:
    office.save("household", unit=office.village, head="Lò Văn Pọm", called="mr")
    called = office.context().addressed
    assert [called(name) for name in ("Lò Văn Pọm", "Bà Hà Thị Én", "Hà Thị Én")] == [
        "Ông Lò Văn Pọm", "Bà Hà Thị Én", "Ông (bà) Hà Thị Én",
    ]  # fmt: skip


def test_in_a_paper_of_the_party_a_comrade_is_who_was_said_to_be_one(office: Office) -> None:
    unit, village = office.store.unit.uid, office.village
    office.save("officer", full_name="Lê Thị Hoa", called="comrade_mrs", position="Phó Chủ tịch", unit=unit)
    office.save("household", unit=village, head="Lê Thị Hoa", called="mrs")
    office.save("household", unit=village, head="Vi Văn Tá", called="mr", order=2)
    member = {"unit": village, "role": "team_head", "gender": "male"}
    office.save("network_member", full_name="Hà Văn Nghĩa", party_member=True, **member)
    named = ["Lê Thị Hoa, Phó Chủ tịch", "Vi Văn Tá", "Hà Văn Nghĩa", "Công an xã"]
    context = replace(office.context(), style=Style.PARTY)
    assert [context.called(one) for one in named] == [
        "đồng chí Lê Thị Hoa, Phó Chủ tịch", "ông Vi Văn Tá", "đồng chí Hà Văn Nghĩa", "Công an xã",
    ]  # fmt: skip
    assert [office.context().called(one) for one in named] == [
        "bà Lê Thị Hoa, Phó Chủ tịch", "ông Vi Văn Tá", "ông Hà Văn Nghĩa", "Công an xã",
    ]  # fmt: skip


def test_who_leads_what_the_party_holds_is_a_comrade(office: Office) -> None:
    office.save("officer", full_name=CHAIR, called="mr", position="Bí thư", unit=office.store.unit.uid)
    context = replace(office.context(), style=Style.PARTY)
    assert context.addressed_leader(CHAIR) == "Đồng chí Nguyễn Văn An"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Ông Trần Văn Bình - Phó Chủ tịch", "mr"),
        ("Trưởng bản: bà Lò Thị Mai", "mrs"),
        ("Phó Chủ tịch, Bà Lê Thị Hoa", "mrs"),
        ("Trần Thị Bình; Chuyên viên", None),
        ("đ/c Trần Văn Bình", None),
        ("Chủ tịch Ủy ban nhân dân xã Bà Rịa", None),
        ("Bàn Văn Ông", None),
    ],
)
def test_the_title_before_a_name_of_a_list_is_remembered(text: str, title: str | None) -> None:
    assert title_told((text,)) == title


def test_lists_that_are_pasted_bring_their_titles(office: Office) -> None:
    (officer,) = officers_in("1. Ông Trần Văn Bình - Phó Chủ tịch\n", office.store.unit).drafts
    assert (officer.values["full_name"], officer.values["called"]) == ("Trần Văn Bình", "mr")
    households = households_in("Bà Lò Thị Mai\nVi Văn Tá", office.store.kinds["household"]).households
    assert [one.get("called") for one in households] == ["mrs", None]


@pytest.mark.parametrize("form", ["meeting-minutes", "meeting-invitation"])
def test_guests_and_who_presents_have_the_title_that_is_known_and_bodies_none(office: Office, form: str) -> None:
    office.save("officer", full_name=CHAIR, called="mr", position="Trưởng thôn", unit=office.store.unit.uid)
    meeting = office.meeting(guests=f"{CHAIR}, Phó Chủ tịch xã; Công an xã", chair="Trần Thị Bình, Trưởng thôn")
    office.save("agenda_item", meeting=meeting, order=1, title="Dự toán", presenter=CHAIR)
    office.save("agenda_item", meeting=meeting, order=2, title="Mức thu", presenter="Tổ dân vận")
    text = office.printed(form, meeting).whole_text
    assert "ông Nguyễn Văn An, Phó Chủ tịch xã; Công an xã." in text
    if form == "meeting-minutes":
        assert "do ông Nguyễn Văn An trình bày" in text
        assert "do Tổ dân vận trình bày" in text


def test_the_invitation_calls_the_chair_by_the_title_that_is_known(office: Office) -> None:
    office.save("officer", full_name=CHAIR, called="mr", position="Trưởng thôn", unit=office.store.unit.uid)
    assert (
        "a) Chủ trì: ông Nguyễn Văn An, Trưởng thôn."
        in office.printed("meeting-invitation", office.meeting()).whole_text
    )
