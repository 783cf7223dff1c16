"""Cases of the rules of records that stand by themselves, where they are of one kind alone or need a story."""

from __future__ import annotations

from tests.broken_rules.broken import Broken
from tests.broken_rules.families import AHEAD
from tests.broken_rules.world import base


def new(kind: str, field: str, /, **values: object) -> Broken:
    """A new record that is refused."""
    return Broken(kind, field, {**base(kind), **values})


def told(kind: str, field: str, /, **values: object) -> Broken:
    """A new record that is warned of."""
    return Broken(kind, field, {**base(kind), **values}, warns=True)


def changed(kind: str, of: str, field: str, /, **values: object) -> Broken:
    """A change that is refused."""
    return Broken(kind, field, values, of)


def twice(kind: str, field: str, /, **values: object) -> Broken:
    """What is there already, once more."""
    return Broken(kind, field, {**base(kind), **values}, twice=True)


UNITS = (
    new("unit", "term_from", term_to="2026-03-05"),
    changed("unit", "east", "parent", parent="@east"),
    changed("unit", "east", "successor", successor="@east"),
    changed("unit", "east", "divided_from", divided_from="@east"),
    new("unit_profile", "near_poor", households=10, poor=6, near_poor=6),
    new("unit_profile", "year", year=2098),
    twice("unit_profile", "year", unit="@west"),
    told("network_member", "active", to_on="2026-03-05", active=True),
    told("network_member", "phone", phone="09abc"),
    told("officer", "phone", full_name="Lê Văn Ba", position="Trưởng ban", unit="@commune", phone="09abc"),
    new("network_member", "birth_year", birth_year=2098),
    told("situation_entry", "urgent", severity="complicated", urgent=False),
    told("situation_entry", "proposal", urgent=True),
    told("situation_entry", "people_count", content="Có 30 hộ lo mất nước", people_count=30),
)
MEETINGS = (
    new("meeting", "starts_at", starts_at=f"{AHEAD}T19:00", households_present=None, state="held"),
    new("meeting", "households_present", starts_at=f"{AHEAD}T19:00"),
    told("meeting", "households_present", households_present=None),
    new("meeting", "convened_by", purpose="election", convened_by="head"),
    told("meeting", "draft_posted_on", purpose="village_rules", draft_posted_on="2026-03-01"),
    new("meeting", "main_meeting", main_meeting="@cluster"),
    new("meeting", "main_meeting", main_meeting="@west_meeting"),
    Broken("meeting", "households_present", {"households_present": 20}, "wide_meeting", warns=True),
    told("meeting", "households_present", purpose="village_rules", households_present=20),
    changed("meeting", "meeting", "households_present", households_present=20),
    changed("meeting", "failed_here", "households_present", households_present=110),
    Broken("meeting", "counters", {"counters": "Lê Văn An"}, "later_meeting", warns=True),
    new("dialogue", "held_on", held_on=AHEAD, participants_count=None, state="held"),
    new("dialogue", "participants_count", held_on=AHEAD),
    told("dialogue", "participants_count", participants_count=None),
    told("dialogue", "notified_on", side="government", notified_on="2026-03-04"),
    told("dialogue", "voters_asked", voters_asked=1, voters_total=9000),
    changed("commune_vote", "old_matter", "effective_on", effective_on="2020-03-10"),
    told("commune_vote", "effective_on", effective_on="2026-03-09"),
    changed("commune_vote", "counted_matter", "closes_on", closes_on=None),
    changed("meeting", "signed_meeting", "households_present", households_present=None),
    changed("dialogue", "dialogue", "participants_count", participants_count=None),
)
LETTERS = (
    new("reception", "nobody_came", held_on=AHEAD),
    told("reception", "held_on", held_on="2099-01-04", nobody_came=False),
    changed("reception", "session", "nobody_came", nobody_came=True),
    new("reception", "nobody_came", nobody_came=False, took_place=True),
    new("reception", "took_place", nobody_came=False, state="held"),
    new("reception", "substitute_reason", kind="head", by_head=False),
    told("reception", "starts_at", held_on=AHEAD, nobody_came=False, posted_on="2026-03-05"),
    told("reception", "posted_on", posted_on="2026-03-04", held_on="2026-03-05", nobody_came=False),
    twice("case", "number", number="01/2026"),
    Broken("case", "nature", {"nature": "complaint"}, "denunciation", warns=True),
    new("case", "result", decided_on="2026-07-20", accepted_on="2026-07-08", handling="accepted"),
    new("case", "closed_on", closed_on="2026-07-20"),
    new("case", "accepted_on", handling="accepted", handled_on="2026-07-08"),
    new("case", "handling", accepted_on="2026-07-08", handling="guided", handled_on="2026-07-08"),
    new("case", "handling", accepted_on="2026-07-08", handling="accepted", competence="province"),
    new("case", "note", accepted_on="2026-07-08", handling="accepted", anonymous=True),
    told("case", "accepted_on", decided_on="2026-07-20", result="right"),
    new("case", "extended_times", extended_times=1),
    new("case", "extended_times", extended_times=2, nature="denunciation", complex="complex"),
    new("case", "complex", complex="very"),
    new("case", "complex_paper", complex="complex"),
    new("case", "instance", instance="second", nature="dispute"),
    new("case", "handling", nature="denunciation", channel="transferred", handling="transferred"),
    new("case", "sent_to", nature="dispute", handling="transferred", handled_on="2026-07-08"),
    new("case", "title", title="Đơn của Hoàng Văn Sáu"),
    told("case", "citizen_name", citizen_name=None),
    told("case", "people", mass=True),
    told("case", "citizen_phone", citizen_phone="09abc"),
    told("case", "ground", handling="not_accepted", handled_on="2026-07-08"),
    new("case", "cooled_on", cooled_on="2026-07-08"),
    new("case", "cooled_on", nature="hot_spot", danger="cooled"),
    new("case", "danger", nature="hot_spot", danger="hot", cooled_on="2026-07-08"),
    told("case", "handled_on"),
    told("case", "dialogue", finished_procedure=True, long=True),
    told("case", "handled_on", handled_on="2026-09-01", handling="guided"),
    twice("petition", "number", number="01/2026"),
    new("petition", "nature", nature="complaint"),
    new("petition", "result", replied_on="2026-07-08", result=None),
    new("petition", "closed_on", closed_on="2026-07-20"),
    told("petition", "replied_on", reply="Sẽ nạo vét"),
    told("petition", "state", state="closed"),
    told("petition", "citizen_phone", citizen_phone="09abc"),
    new("petition", "denunciation", denunciation="@case"),
    changed("petition", "kept_letter", "denunciation", denunciation="@denunciation"),
    changed("petition", "kept_letter", "instance", instance="second"),
    Broken("petition", "nature", {"nature": "petition"}, "kept_letter", warns=True),
    changed("petition", "kept_letter", "difficulty", difficulty="remote"),
    Broken("petition", "due_on", {"due_on": "2026-12-31"}, "kept_letter", warns=True),
)
OPEN_TO_ALL = (
    new("publicity_item", "published_on", published_on="2026-03-05"),
    Broken("publicity_item", "state", {"state": "finished"}, "item"),
    Broken("publicity_item", "item", {"item": "p08"}, "heard_item", warns=True),
    new("consultation", "closes_on", closes_on="2026-03-10"),
    new("consultation", "published_on", published_on=AHEAD, closes_on="2099-03-01", state="open"),
    told("consultation", "explanation", decided_on="2026-04-20"),
    told("consultation", "state", decided_on="2026-04-20"),
    new("consultation", "decided_on", subject="Quy hoạch bến xe", state="decided", synthesis="Tốt"),
    new("community_work", "starts_on", state="building"),
    new("community_work", "starts_on", starts_on=AHEAD, state="building", agreed_on="2026-03-05"),
    new("community_work", "decision", decision="@agreed", unit="@west"),
    new(
        "community_work",
        "decision",
        unit="@north",
        decision="@not_passed",
        people_money=1000,
        state="building",
        starts_on="2026-03-05",
        agreed_on="2026-03-05",
    ),
    new("community_work", "decision", people_money=1000, state="building", starts_on="2026-03-05"),
    Broken("community_work", "people_money", {"people_money": 1}, "work", warns=True),
    new("supervision_board", "members_count", members_count=4),
    told("supervision_board", "members_count", members_count=5),
    new("supervision_board", "deputies", deputies=2, members_count=2),
    told("supervision_board", "ended_on", kind="investment", project="@done_work", ended_on=None),
    Broken("supervision_board", "members_count", {"members_count": 7}, "board", warns=True),
    new("land_project", "ended_on", state="done"),
    new("land_project", "posted_on", posted_on="2026-03-05"),
    Broken("land_project", "households", {"households": 2}, "project", warns=True),
    new("oversight", "visit_on", state="done"),
    new("oversight", "form", form="conference"),
    new("oversight", "form", board="@board"),
    new("oversight", "visit_on", visit_on=AHEAD, state="done"),
    told("oversight", "state", visit_on="2026-03-05"),
    told("oversight", "plan_sent_on", plan_sent_on="2026-03-04", visit_on="2026-03-05", state="done"),
    Broken("oversight", "state", {"state": "answered", "result_on": "2026-03-10"}, "oversight", warns=True),
    Broken("oversight", "state", {"state": "closed", "result_on": "2026-03-10"}, "oversight", warns=True),
)
HONOURS = (
    new("model", "year", year=2025),
    changed("model", "model", "grown_from", grown_from="@model"),
    told("model", "grown_from", grown_from="@model", registered_on="2026-03-01"),
    twice("criterion", "name"),
    new("criterion", "least", name="Có điểm liệt", least=11),
    changed("criterion", "criterion", "maximum", maximum=5),
    new("award", "decision_number", decided_on="2026-03-05"),
    new("award", "subject_kind", title="village", subject_kind="individual"),
    new("award", "title_name", title="other"),
    told("award", "level", title="merit"),
    told("award", "model", title="model"),
    new("contest", "held_on", held_on=AHEAD, state="held"),
    new("contest", "state", state="closed"),
    told("contest", "state", held_on="2026-03-05"),
    told("contest", "set", set="Bộ chưa ai ghi"),
    new("activity", "people", people=0, sessions=0, state="done"),
    new("activity", "beneficiaries", type="welfare", state="done"),
    new("activity", "held_on", held_on=AHEAD, state="done"),
    told("activity", "people", people=None),
    told("activity", "plan", month=True, plan="@plan"),
)
OFFICE = (
    new("plan", "parties", type="programme", parties="Công an xã"),
    Broken("plan", "state", {"state": "ended"}, "plan", warns=True),
    new("inspection", "started_on", state="done"),
    new("inspection", "started_on", started_on=AHEAD, state="done"),
    told("inspection", "state", started_on="2026-03-05"),
    told("inspection", "state", started_on="2026-03-05", concluded_on="2026-03-06", state="done"),
    changed("inspection", "inspection", "state", state="followed"),
    new("rating_scheme", "good_from", excellent_from=70, good_from=80),
    *(
        case
        for kind, twin in (("rating", "Thôn Đông"), ("cadre_rating", "Lê Văn Ba"))
        for case in (
            new(kind, "decided_on", announced_on="2026-03-05"),
            twice(kind, "target", target=twin),
            new(kind, "self_total", set="Bộ A", self_total=99),
            new(kind, "self_total", set="Bộ A", scheme="@scheme", self_total=6),
            told(kind, "set", set="Bộ A"),
            new(kind, "rank", ineligible=True, ineligible_reason="Có đơn thư", rank="good"),
            new(kind, "rank", scheme="@strict_scheme", rank="excellent"),
            new(kind, "rank", rank="fair"),
            new(kind, "scheme", self_rank="fair"),
            new(kind, "ineligible_reason", ineligible=True),
            new(kind, "rank", decided_on="2026-03-05"),
            new(kind, "reason", rank="excellent", final_total=60, decided_on="2026-03-05"),
            told(kind, "review_on", self_on="2026-03-02", decided_on="2026-03-05", rank="good"),
            told(kind, "year", year=2026, self_on="2025-03-02"),
        )
    ),
    Broken("rating", "self_total", {"self_total": 5}, "rating", warns=True),
    Broken("cadre_rating", "self_total", {"self_total": 5}, "marked_cadre", warns=True),
    told("cadre_rating", "collective", target="Lê Văn Chín", collective="@rating", period="half_1"),
    new("submission", "period", period="quý một"),
    told("submission", "period", period="2025-Q4"),
    new("submission", "returned_reason", state="returned", sent_on="2026-03-05"),
    new("document_number", "date", year=2025),
    twice("document_number", "number", number=1),
    told("document_number", "symbol", symbol="05/BC-UBND"),
    new("report_text", "period", period="quý một"),
    new("report_text", "period", period="2026-q1"),
    twice("report_text", "section", section="i2"),
    new("report_text", "section", section=None, text="Khác"),
    new("report_text", "remark", section=None, figure="petitions.received", value="5", text=None),
    new("report_text", "remark", section=None, figure="petitions.received", text=None),
)
CASES = (*UNITS, *MEETINGS, *LETTERS, *OPEN_TO_ALL, *HONOURS, *OFFICE)
