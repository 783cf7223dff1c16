"""Figures and list of those who work among the people, against the rows that were typed."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.figures.comparison import chosen_figures, groups_with_figures
from danvan_desktop.reports.narrative.draft import Drafter
from danvan_desktop.reports.narrative.template import Section, Sentence
from danvan_desktop.reports.proof import proven_figures
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.reports.reading import Rendered

DAY = dt.date(2026, 11, 20)
QUARTER = Period.parse("2026-Q4")
NAMES = ("full_name", "role", "gender", "ethnic", "from_on", "to_on", "active", "trained_on")
ROWS = [
    ("Nguyễn Văn An", "block", "male", "Kinh", "2025-07-01", None, True, "2026-03-01"),
    ("Trần Thị Bình", "block", "female", "Kinh", "2025-07-01", None, True, "2026-03-01"),
    ("Lò Văn Cường", "block", "male", "Tày", "2025-07-01", None, True, "2025-12-01"),
    ("Hoàng Thị Dung", "team", "female", "Nùng", None, None, True, None),
    ("Vi Văn Én", "team", "male", None, "2026-01-01", None, True, "2026-12-01"),
    ("Bùi Văn Giang", "team", "male", "Kinh", "2026-01-01", "2026-12-31", True, "2026-10-01"),
    ("Đỗ Thị Hà", "team", "female", "Kinh", "2026-01-01", None, True, None),
    ("Lê Văn Ích", "team", "male", "Kinh", "2026-01-01", None, True, None),
    ("Phạm Văn Kỳ", "mediator", "male", "Kinh", "2024-01-01", "2026-10-31", False, None),
    ("Cao Văn Lâm", "mediator", "male", "Kinh", "2024-01-01", None, False, None),
    ("Ngô Văn Minh", "elder", "male", "Tày", "2026-11-20", None, True, None),
]
MEMBERS = [dict(zip(NAMES, row, strict=True)) for row in ROWS]


@pytest.fixture
def nobody_yet(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


@pytest.fixture
def store(nobody_yet: Store) -> Store:
    for member in MEMBERS:
        kept = {
            name: value for name, value in member.items() if str(value or "") <= "2026-11-20" or name != "trained_on"
        }
        nobody_yet.save(Draft("network_member", kept))
    return nobody_yet


def drafted(store: Store, words: str) -> str:
    """What a template of the office makes of these words."""
    section = Section("own", "Lực lượng", (Sentence("network.active", "", words),))
    return Drafter(store, figures(store), store.unit, Translator("vi")).draft(section)


def figures(store: Store, period: Period = QUARTER, day: dt.date = DAY) -> ReportFigures:
    return ReportFigures(store, store.unit.uid, "work-report", period, day)


def active(**having: object) -> int:
    """Count the typed rows that are active on the day of the figures."""
    rows = [
        row
        for row in MEMBERS
        if str(row["from_on"] or "") <= "2026-11-20"
        and (str(row["to_on"]) >= "2026-11-20" if row["to_on"] else row["active"])
    ]
    return sum(all(row[name] == wanted for name, wanted in having.items()) for row in rows)


def test_who_is_active_is_counted_by_role_and_gender(store: Store) -> None:
    counted = figures(store)
    assert counted.value("network.active").counted == active() == 9
    assert counted.value("network.active.role.block").counted == active(role="block") == 3
    assert counted.value("network.active.role.team").counted == active(role="team") == 5
    assert counted.value("network.active.gender.female").counted == active(gender="female") == 3
    assert counted.value("network.minority").counted == 3
    assert counted.value("network.trained").counted == 3


def test_whoever_left_still_counts_where_the_period_was_before(store: Store) -> None:
    third = figures(store, Period.parse("2026-Q3"), dt.date(2026, 9, 30))
    assert third.value("network.active.role.mediator").counted == 1
    assert third.value("network.active.role.elder").counted == 0


def test_fewer_than_five_are_told_as_such(store: Store, render: Callable[..., Rendered]) -> None:
    context = ReportContext(store, DAY, "", QUARTER, Translator("vi"))
    text = render(form_of("work-report").build(context)).whole_text
    section = text[text.index("tổ dân vận, lực lượng") if "tổ dân vận, lực lượng" in text else 0 :]
    assert "dân vận có 09 người: không nêu từng loại vì có loại dưới 5 người." in section
    assert "Trong lực lượng có" not in section, "beside nine people each number of few, or of the rest, tells too much"
    assert "Trong năm có" not in section
    assert not [row["full_name"] for row in MEMBERS if str(row["full_name"]) in text]


def test_the_few_of_a_role_do_not_follow_from_the_others(store: Store, render: Callable[..., Rendered]) -> None:
    more = {"team": 8, "block": 4, "mediator": 9, "front": 5}
    for role, count in more.items():
        for number in range(count):
            kept = {"full_name": f"Trần Văn {role} {number}", "role": role, "unit": store.unit.uid}
            store.save(Draft("network_member", kept))
    text = render(form_of("work-report").build(ReportContext(store, DAY, "", QUARTER, Translator("vi")))).whole_text
    told = " ".join(text[text.index("Lực lượng làm công tác dân vận có") :].split()).partition(". ")[0]
    assert told == (
        "Lực lượng làm công tác dân vận có 35 người: thành viên tổ dân vận 13; thành viên khối dân vận 07;"
        " Ban công tác Mặt trận 05; già làng dưới 5; hòa giải viên từ 5 trở lên"
    ), "the one elder would follow from the mediators"
    assert drafted(store, "Già làng: {network.active.role.elder}; hòa giải viên: {network.active.role.mediator}.") == (
        "Già làng: dưới 5; hòa giải viên: từ 5 trở lên."
    ), "a template of the office names the same, one by one"


def test_a_share_is_told_where_neither_it_nor_the_rest_is_of_few(store: Store) -> None:
    words = "Có {network.active} người, {network.minority} người dân tộc thiểu số[, {network.trained} người bồi dưỡng]."
    assert drafted(store, words) == "Có 09 người, (không nêu) người dân tộc thiểu số."
    for number in range(22):
        kept = {"full_name": f"Lò Văn {number}", "role": "team", "unit": store.unit.uid, "ethnic": "Thái"}
        store.save(Draft("network_member", kept))
    assert drafted(store, words) == "Có 31 người, 25 người dân tộc thiểu số, dưới 5 người bồi dưỡng."


@pytest.mark.parametrize(("minority", "told"), [(30, "30"), (26, "từ 5 trở lên"), (25, "25"), (4, "dưới 5")])
def test_few_others_do_not_follow_from_a_share(nobody_yet: Store, minority: int, told: str) -> None:
    for number in range(30):
        people = "Thái" if number < minority else "Kinh"
        kept = {"full_name": f"Lò Văn {number}", "role": "team", "ethnic": people}
        nobody_yet.save(Draft("network_member", kept | {"unit": nobody_yet.unit.uid}))
    assert drafted(nobody_yet, "{network.minority} trong {network.active}") == f"{told} trong 30"


def test_they_stand_in_no_proof_and_in_no_comparison_of_units() -> None:
    assert not [code for code in proven_figures("work-report") if code.startswith("network.")]
    assert "network" not in {group.value for group in groups_with_figures()}
    assert not [one for one in chosen_figures(None) if one.code.startswith("network.") and not one.least_told]


def test_the_list_has_each_active_person_under_the_role_and_nothing_sensitive(
    store: Store, render: Callable[..., Rendered]
) -> None:
    context = ReportContext(store, DAY, "", None, Translator("vi"))
    text = render(form_of("network-list").build(context)).whole_text
    shown = [str(row["full_name"]) for row in MEMBERS if str(row["full_name"]) in text]
    assert shown == [str(row["full_name"]) for row in MEMBERS if row["active"]]
    assert "chỉ dùng trong đơn vị" in text
    assert "Thành viên khối dân vận: 3 người" in text
    assert not any(words in text for words in ("Tày", "Nùng", "Kinh"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"birth_year": 2027}, "birth_year"), ({"from_on": "2026-12-01"}, "from_on"), ({"to_on": "2025-01-01"}, "to_on")],
)
def test_what_cannot_be_is_refused_beside_its_field(store: Store, wrong: dict[str, object], field: str) -> None:
    known = {"full_name": "Nguyễn Văn An", "role": "team", "from_on": "2026-01-01"}
    with pytest.raises(InvalidRecord) as refusal:
        store.save(Draft("network_member", known | wrong))
    assert field in {problem.field for problem in refusal.value.problems}


def test_the_list_is_among_the_papers_of_no_period() -> None:
    assert "network-list" not in {form.code for form in FORMS}
    assert not [form.code for form in FORMS if form.kind == "network_member"]
