"""Every form prints what an officer may type, however long or odd, without losing or obeying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from tests.reports.golden_office import record_of

pytestmark = pytest.mark.usefixtures("earlier_petitions")

if TYPE_CHECKING:
    from tests.reports.conftest import Office

MARKED = "<b>Đường & mương</b> {n} 100%"
LONG_NAME = "Nguyễn " * 16 + "An"
SIXTY_LINES = "\n".join(f"Dòng thứ {number} 😀\u202e\u0007" for number in range(1, 61))

_HANDLED: dict[str, dict[str, object]] = {
    "accepted": {"competence": "commune", "accepted_on": "2026-08-14"},
    "not_accepted": {},
    "guided": {},
    "transferred": {"nature": "dispute"},
    "returned": {},
}
_DENOUNCED = {"nature": "denunciation", "competence": "commune", "accepted_on": "2026-08-14"}
_NUMBERS_ALONE = frozenset({"reception-table", "case-table"})
"""Forms that print numbers and nothing that somebody typed."""


@pytest.fixture
def records(office: Office) -> dict[str, str]:
    """A record of each printed kind, full of trouble."""
    meeting = office.meeting(subject=MARKED, chair=LONG_NAME, secretary=LONG_NAME, content=SIXTY_LINES, guests=MARKED)
    votes = {"votes_for": 90, "votes_against": 1}
    office.save("decision", meeting=meeting, title=MARKED, note=SIXTY_LINES, method="secret_ballot", **votes)
    sent_out = {"method": "household_ballot", "content_type": "consultation"}
    office.save("decision", meeting=meeting, title=MARKED, note=SIXTY_LINES, **sent_out, **votes)
    office.save("opinion", gathering=meeting, content=SIXTY_LINES, speaker_name=LONG_NAME, answer=MARKED)
    office.save("agenda_item", meeting=meeting, order=1, title=MARKED, document=MARKED)
    dialogue = office.dialogue(topic=MARKED, led_by=LONG_NAME, conclusion=SIXTY_LINES, participants=SIXTY_LINES)
    office.save("opinion", gathering=dialogue, content=MARKED, answer=SIXTY_LINES, answered_by=LONG_NAME)
    petition = office.petition(
        content=f"{MARKED}\n{SIXTY_LINES}",
        citizen_name=LONG_NAME,
        assigned_to=MARKED,
        due_on="2026-08-20",
        reply=SIXTY_LINES,
        replied_on="2026-08-25",
        result="solved",
    )
    first = office.model(name=MARKED, registered_on="2026-07-01")
    model = office.model(name=MARKED, aim=SIXTY_LINES, registered_on="2026-08-01", state="scored", grown_from=first)
    office.save("model_progress", model=model, reported_on="2026-09-01", done=SIXTY_LINES, figures=MARKED)
    criterion = office.save("criterion", set=MARKED, version="2026", name=MARKED, maximum=10)
    office.save("score", model=model, criterion=criterion, scorer=LONG_NAME, points=9, remark=SIXTY_LINES)
    entry = office.save(
        "situation_entry", unit=office.village, noted_on="2026-08-02", content=MARKED, urgent=True, proposal=SIXTY_LINES
    )
    matter = office.save(
        "commune_vote", title=MARKED, content_type="contribution", opens_on="2026-08-01", state="open", note=MARKED
    )
    matters = {"content_type": "contribution", "scope": "commune", "commune_vote": matter, "method": "show_of_hands"}
    office.save("decision", meeting=meeting, title=MARKED, **matters, **votes)
    numbered = {"issuer": "government", "year": 2026, "type": "notice", "number": 7, "symbol": "07/TB-UBND"}
    office.save("document_number", unit=office.store.unit.uid, date="2026-08-05", subject=MARKED, **numbered)
    place = {"unit": office.store.unit.uid, "period": "2026-Q3"}
    for form, section in (
        ("work-report", "tasks"),
        ("situation-report", "forecast"),
        ("democracy-report", "democracy.tasks"),
    ):
        office.save("report_text", **place, form=form, section=section, text=f"{MARKED}\n{SIXTY_LINES}")
    unit = office.store.unit.uid
    named = office.save("unit", name=MARKED, kind="village", code="DS-09", parent=unit, valid_from="2026-09-15")
    item = office.save("publicity_item", item="p02", title=MARKED, paper_date="2026-08-03", responsible=LONG_NAME)
    office.save("publicity_posting", item=item, from_on="2026-08-05", to_on="2026-09-10", place=MARKED)
    drafted = {"subject": MARKED, "item": "c01", "drafting_body": MARKED, "published_on": "2026-08-03"}
    asked = office.save("consultation", **drafted, synthesis=SIXTY_LINES, explanation=f"{MARKED}\n{SIXTY_LINES}")
    work = office.save(
        "community_work", name=MARKED, type="road", unit=office.village, spent=1_000_000, agreed_on="2026-08-05"
    )
    office.save("contribution", work=work, money=500_000, given_on="2026-08-20", donor=LONG_NAME)
    land = office.save("land_project", name=MARKED, started_on="2026-07-02", investor=LONG_NAME)
    posted = office.save("land_step", project=land, code="s07", done_on="2026-08-03", what=MARKED, place=MARKED)
    heard = office.save("land_step", project=land, code="s08", done_on="2026-09-04", what=SIXTY_LINES)
    office.save("land_household", project=land, owner=LONG_NAME, reason=MARKED)
    watched = {"type": "supervision", "form": "team", "subject": MARKED, "target": MARKED, "visit_on": "2026-08-12"}
    oversight = office.save("oversight", **watched, positive=SIXTY_LINES, negative=MARKED, state="done")
    office.save("recommendation", source=oversight, content=MARKED, addressee=MARKED, sent_on="2026-08-20")
    inspected = {"type": "party", "subject": MARKED, "target": MARKED, "started_on": "2026-08-12", "team": LONG_NAME}
    inspection = office.save("inspection", **inspected, strengths=SIXTY_LINES, limits=MARKED, state="done")
    office.save("recommendation", source=inspection, content=MARKED, addressee=MARKED, sent_on="2026-08-20")
    founded = {"kind": "inspection", "name": MARKED, "members_count": 5, "term_from": "2026-08-03"}
    board = office.save("supervision_board", **founded)
    office.save("board_member", board=board, full_name=LONG_NAME)
    session = {"body": "government", "kind": "regular", "receiver": LONG_NAME, "place": MARKED}
    reception = office.save("reception", held_on="2026-08-12", **session)
    visit = {"reception": reception, "citizen_name": LONG_NAME, "content": MARKED, "nature": "petition"}
    taken = office.save("reception_visit", **visit, handling="taken")
    refused = office.save("reception_visit", **visit, handling="refused", refusal_ground="h")
    plan = office.save(
        "plan", type="month", title=MARKED, unit=unit, issued_on="2026-08-03", from_on="2026-08-10", basis=MARKED
    )
    task = office.save("task", plan=plan, title=MARKED, lead=LONG_NAME, due_on="2026-08-20", target=MARKED)
    month = {"plan": plan, "held_on": "2026-08-12", "people": 12, "result": SIXTY_LINES}
    office.save("activity", topic=MARKED, place=MARKED, unit=unit, **month)
    letter = {"received_on": "2026-08-12", "handled_on": "2026-08-14", "nature": "complaint", "citizen_name": LONG_NAME}
    letter["competence"] = "province"
    told = {"title": MARKED, "ground": f"{MARKED}\n{SIXTY_LINES}", "sent_to": MARKED}
    letters = {
        how: office.save("case", number=f"{n:02d}/2026", handling=how, **(letter | told | more))
        for n, (how, more) in enumerate(_HANDLED.items(), 1)
    }
    denounced = office.save("case", number="08/2026", **(letter | told | _DENOUNCED), against=MARKED)
    spot = office.save("case", number="09/2026", **(letter | told | {"nature": "hot_spot", "content": SIXTY_LINES}))
    office.save("step", file=spot, done_on="2026-08-13", what=SIXTY_LINES, by=MARKED, paper=MARKED)
    honoured = {"subject": MARKED, "merit": MARKED, "title": "other", "title_name": MARKED, "period": MARKED}
    award = office.save("award", **honoured, proposed_on="2026-08-20", money=1_000_000)
    decided = {"decision_number": "12/QĐ-UBND", "decided_on": "2026-08-25"}
    office.save("award", **honoured, proposed_on="2026-08-20", **decided)
    shown = {"unit": unit, "held_on": "2026-08-18", "state": "held", "place": MARKED, "set": MARKED}
    contest = office.save("contest", name=MARKED, **shown)
    team = office.save("contest_entry", contest=contest, team=LONG_NAME, prize="special", prize_note=MARKED)
    office.save("mark", subject=team, criterion=criterion, scorer=LONG_NAME, points=9, evidence=SIXTY_LINES)
    rated = {"year": 2026, "set": MARKED, "reason": MARKED, "note": SIXTY_LINES}
    rating = office.save("rating", target=MARKED, **rated)
    person = office.save("cadre_rating", target=LONG_NAME, **rated)
    for subject in (rating, person):
        office.save("rating_mark", subject=subject, criterion=criterion, review_points=9, evidence=SIXTY_LINES)
    office.store.save(Draft("rating", {"rank": "done", "decided_on": "2026-08-20"}, rating))
    owed = {"report": "work_quarter", "from_unit": unit, "to": MARKED, "period": "2026-Q3"}
    office.save("submission", **owed, due_on="2026-08-20")
    missing = office.save("submission", **(owed | {"from_unit": named}), due_on="2026-08-20")
    yearly = office.save("plan", type="yearly", title=MARKED, unit=unit, issued_on="2026-08-03", basis=MARKED)
    office.save("task", plan=yearly, title=MARKED, lead=LONG_NAME, due_on="2026-08-20", target=MARKED)
    ruled = office.meeting(subject=MARKED, chair=LONG_NAME, starts_at="2026-08-03T19:30", place=MARKED)
    passed = {"content_type": "village_rules", "method": "secret_ballot", "votes_for": 90, "votes_against": 1}
    office.save("decision", meeting=ruled, order=1, title=MARKED, **passed)
    return {
        "publicity_item": item,
        "oversight": oversight,
        "supervision_board": board,
        "inspection": inspection,
        "rating": rating,
        "cadre_rating": person,
        "land_project": land,
        "land_step": posted,
        "land-opinion-minutes": heard,
        "consultation": asked,
        "community_work": work,
        "reception_visit": taken,
        "reception": reception,
        "task": task,
        "submission": missing,
        "reception-refusal": refused,
        "plan": plan,
        "year-plan": yearly,
        "recognition-request": ruled,
        "case": letters["accepted"],
        "case-accused": denounced,
        "case-not-accepted": letters["not_accepted"],
        "case-guidance": letters["guided"],
        "case-transfer": letters["transferred"],
        "case-return": letters["returned"],
        "hot-spot-file": spot,
        "candidates-minutes": office.meeting(
            starts_at="2026-08-02T19:30", purpose="election", convened_by="election_team", candidates=MARKED
        ),
        "meeting": meeting,
        "dialogue": dialogue,
        "petition": petition,
        "model": model,
        "award": award,
        "contest": contest,
        "situation_entry": entry,
        "commune_vote": matter,
        "petition-handling": office.petition("013/2026", content=MARKED, citizen_name=LONG_NAME, nature="complaint"),
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_form_prints_what_was_typed(office: Office, records: dict[str, str], form: ReportForm) -> None:
    of_record = form.needs is Needs.RECORD
    uid = record_of(records, form) if of_record else ""
    period = None if of_record else Period.quarter(2026, 3)
    style = form.styles(office.store.get(uid) if of_record else None)[0]
    context = ReportContext(office.store, office.today, uid, period, style=style)
    printed = office.draw(form.build(form.opened(context) if form.code == "case-accused" else context))
    letters = "".join(printed.whole_text.split()).casefold()
    if form.code not in _NUMBERS_ALONE:
        assert all(part in letters for part in ("<b>", "đường", "&", "mương", "</b>")), letters
    assert "\u202e" not in printed.whole_text
    assert set(printed.result.replaced_characters) <= {"😀"}
