"""Cases of the rules of what is part of another record: it stands in a grid of that one's editor."""

from __future__ import annotations

from tests.broken_rules.broken import Broken
from tests.broken_rules.parents import changed, new, told, twice

VOTES = (
    new("decision", "votes_for", votes_for=101),
    new("decision", "ballots_given", ballots_given=121, method="household_ballot"),
    new("decision", "ballots_returned", ballots_given=80, ballots_returned=81, votes_for=70),
    new("decision", "votes_for", ballots_given=90, ballots_returned=80, votes_for=85),
    new("decision", "method", content_type="contribution", scope="village", method="online"),
    new("decision", "method", content_type="contribution", scope="village", method="household_ballot"),
    new("decision", "content_type", content_type="election"),
    new("decision", "after_failed_meeting", after_failed_meeting="@west_meeting"),
    new("decision", "after_failed_meeting", after_failed_meeting="@later_meeting"),
    new("decision", "after_failed_meeting", after_failed_meeting="@planned_meeting"),
    new("decision", "scope", content_type="contribution", scope=None),
    new("decision", "scope", scope="commune"),
    new("decision", "scope", content_type="contribution", scope="village", commune_vote="@matter"),
    new("decision", "content_type", content_type="finance", scope="commune", commune_vote="@matter"),
    new("decision", "meeting", meeting="@cluster", votes_for=20),
    new("decision", "consent_from", proposed_by="citizen", consent_households=30, consent_from="2026-03-03"),
    new("decision", "consent_households", consent_households=30),
    new("decision", "consent_households", proposed_by="citizen", consent_households=130),
    told("decision", "consent_households", proposed_by="citizen", consent_households=3),
    new("attendance", "household", household="@west_household"),
)
LETTERS = (
    new("reception_visit", "reception", reception="@coming_session"),
    new("reception_visit", "reception", reception="@empty_session"),
    new("reception_visit", "refusal_ground", handling="refused"),
    new("reception_visit", "refusal_ground", refusal_ground="h"),
    new("reception_visit", "first_time", first_time="first"),
    told("reception_visit", "representatives", people=8, representatives=5),
    told(
        "reception_visit",
        "refusal_notice_on",
        handling="refused",
        refusal_ground="h",
        refused_on="2026-07-06",
        refusal_notice_on="2026-08-06",
    ),
)
OPEN_TO_ALL = (
    new("publicity_posting", "from_on", from_on="2026-03-01"),
    told("publicity_posting", "to_on", to_on="2026-03-20"),
    new("consultation_tally", "answered", agree=3),
    new("consultation_tally", "answered", answered=3, agree=3, disagree=1),
    new("contribution", "money", money=0),
    new("contribution", "household", household="@west_household"),
    new("contribution", "unit", unit="@west", donor_kind="household"),
    new("board_member", "serves", serves=True),
    new("board_member", "post", post="head"),
    told("board_member", "phone", phone="09abc"),
    told("land_step", "code", code="s08"),
    new("land_step", "what", code="other"),
    told("land_step", "done_on", project="@planned_project", code="s03"),
    told("land_household", "case", case="@case"),
    new("recommendation", "replied_on", outcome="accepted"),
    new("recommendation", "done_on", state="dropped", done_on="2026-03-10"),
    new("recommendation", "source", source="@followed"),
    changed("recommendation", "given_up", "reply", reply=None),
)
HONOURS = (
    new("score", "points", points=11),
    twice("score", "scorer"),
    new("recognition", "decision_date", decision_date="2026-03-01"),
    told("recognition", "model", model="@refused_model"),
    twice("contest_entry", "team", team="Thôn Đông"),
    new("contest_entry", "draw", draw=1),
    new("contest_entry", "money", money=1000),
    new("mark", "criterion", criterion="@lowering"),
    new("contest_entry", "side_money", side_money=1000),
    new("contest_entry", "side_prizes", contest="@planned_contest", side_prizes="Tiểu phẩm hay", team="Thôn Trung"),
    new("contest_entry", "prize", contest="@planned_contest", prize="second", team="Thôn Trung"),
    new("contest_entry", "prize_note", prize="first"),
    Broken("contest_entry", "prize", {"draw": 3}, "team", warns=True),
    told("contest_entry", "to_final", to_final=True),
    new("mark", "points", points=11),
    twice("mark", "scorer"),
    told("mark", "deduction", scorer="Lê Văn Bảy", deduction=1),
    new("mark", "points", subject="@planned_team"),
)
OFFICE = (
    new("task", "due_on", repeat="monthly"),
    new("task", "done_on", state="dropped", done_on="2026-03-10"),
    changed("task", "dropped_task", "late_reason", late_reason=None),
    told("task", "late_reason", due_on="2026-03-05", done_on="2026-03-20"),
    told("task", "due_on", due_on="2025-03-05"),
    new("rating_mark", "self_points", self_points=11, criterion="@criterion", subject="@cadre"),
    new("rating_mark", "self_points", criterion="@criterion", subject="@cadre", not_applied=True),
    twice("rating_mark", "criterion"),
)
CASES = (*VOTES, *LETTERS, *OPEN_TO_ALL, *HONOURS, *OFFICE)
