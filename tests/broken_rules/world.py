"""A commune in which every rule can be broken, and the least that a lawful record of each kind says."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

BASES: Mapping[str, Mapping[str, object]] = {
    "unit": {"name": "Thôn Nam", "kind": "village", "code": "DS-09", "parent": "@commune"}
    | {"valid_from": "2025-07-01"},
    "household": {"unit": "@east", "head": "Lê Văn An"},
    "unit_profile": {"unit": "@commune", "year": 2026},
    "meeting": {"unit": "@east", "subject": "Họp thôn", "starts_at": "2026-03-05T19:00", "place": "Nhà văn hóa"}
    | {"chair": "Lê Văn Ba", "secretary": "Trần Thị Hoa", "households_total": 120, "households_present": 100},
    "decision": {"meeting": "@meeting", "title": "Lắp đèn đường", "content_type": "self_management"}
    | {"method": "show_of_hands", "votes_for": 90, "votes_against": 5},
    "attendance": {"meeting": "@meeting", "household": "@household"},
    "commune_vote": {"unit": "@commune", "title": "Góp làm đường", "content_type": "contribution"}
    | {"opens_on": "2026-03-02", "method": "meeting"},
    "dialogue": {"unit": "@commune", "level": "commune", "kind": "periodic", "topic": "Vệ sinh môi trường"}
    | {"led_by": "Lê Văn Ba", "held_on": "2026-03-05", "place": "Hội trường", "participants_count": 40},
    "reception": {"unit": "@commune", "held_on": "2026-03-05", "receiver": "Lê Văn Ba", "place": "Trụ sở"}
    | {"kind": "regular", "body": "government", "nobody_came": True},
    "reception_visit": {"reception": "@session", "citizen_name": "Hoàng Văn Sáu", "people": 1, "content": "Đất"}
    | {"nature": "petition", "handling": "answered"},
    "case": {"unit": "@commune", "number": "77/2026", "received_on": "2026-07-06", "nature": "complaint"}
    | {"channel": "letter", "title": "Bồi thường đất", "citizen_name": "Hoàng Văn Sáu", "field": "land"}
    | {"competence": "commune"},
    "step": {"file": "@case", "what": "Gặp người gửi đơn"},
    "petition": {"unit": "@east", "number": "77/2026", "received_on": "2026-07-06", "content": "Mương tắc"}
    | {"source": "village_meeting", "field": "other", "nature": "petition", "competence": "commune"},
    "publicity_item": {"unit": "@commune", "item": "p02", "title": "Quyết toán", "paper_date": "2026-03-02"},
    "publicity_posting": {"item": "@item", "form": "f01", "from_on": "2026-03-05"},
    "consultation": {"unit": "@commune", "subject": "Quy hoạch chợ", "item": "c01", "drafting_body": "UBND xã"}
    | {"published_on": "2026-03-02", "closes_on": "2026-04-02"},
    "consultation_tally": {"consultation": "@consultation", "unit": "@east"},
    "community_work": {"unit": "@east", "name": "Đường ngõ", "type": "road", "scope": "village"},
    "contribution": {"work": "@work", "given_on": "2026-03-05", "unit": "@east", "money": 500_000},
    "supervision_board": {"unit": "@commune", "kind": "inspection", "name": "Ban Thanh tra nhân dân"}
    | {"members_count": 5, "term_from": "2026-01-01"},
    "board_member": {"board": "@board", "full_name": "Lê Thị Tư"},
    "land_project": {"unit": "@commune", "name": "Đường tránh", "started_on": "2026-02-02"},
    "land_step": {"project": "@project", "code": "s01", "done_on": "2026-03-05"},
    "land_household": {"project": "@project", "owner": "Lê Văn An"},
    "oversight": {"unit": "@commune", "type": "supervision", "form": "team", "lead": "front", "subject": "Niêm yết"}
    | {"target": "UBND xã"},
    "recommendation": {
        "source": "@oversight",
        "content": "Niêm yết đủ",
        "addressee": "UBND xã",
        "sent_on": "2026-03-06",
    },
    "model": {"name": "Đường hoa", "registrant": "Chi hội", "unit": "@east", "registered_on": "2026-03-02"}
    | {"period": "năm 2026", "aim": "Sạch đẹp", "form": "collective"},
    "model_progress": {"model": "@model", "reported_on": "2026-03-05", "done": "Trồng hoa"},
    "criterion": {"set": "Bộ A", "version": "2026", "name": "Thiết thực", "maximum": 10},
    "score": {"model": "@model", "criterion": "@criterion", "scorer": "Lê Văn Ba", "points": 8},
    "recognition": {
        "model": "@model",
        "level": "commune",
        "decision_number": "12/QĐ-UBND",
        "decision_date": "2026-03-05",
    },
    "award": {"subject_kind": "collective", "subject": "Chi hội", "unit": "@east", "title": "certificate"}
    | {"level": "commune"},
    "contest": {"name": "Hội thi khác", "unit": "@commune", "held_on": "2026-03-05"},
    "contest_entry": {"contest": "@contest", "team": "Thôn Bắc"},
    "mark": {"subject": "@team", "criterion": "@criterion", "round": "judge", "scorer": "Lê Văn Ba", "points": 8},
    "situation_entry": {"unit": "@east", "noted_on": "2026-03-05", "content": "Nhân dân yên tâm"},
    "activity": {"unit": "@commune", "topic": "Tuyên truyền", "held_on": "2026-03-05", "organiser": "party"}
    | {"type": "propaganda", "people": 30},
    "network_member": {"full_name": "Lê Thị Tư", "role": "elder", "unit": "@east"},
    "plan": {"unit": "@commune", "type": "yearly", "title": "Kế hoạch năm", "issued_on": "2026-01-05"},
    "task": {"plan": "@plan", "title": "Sơ kết", "lead": "Văn phòng"},
    "inspection": {"unit": "@commune", "type": "self", "subject": "Niêm yết", "target": "Thôn Đông"},
    "rating_scheme": {"name": "Thang khác"},
    "rating": {"unit": "@commune", "year": 2025, "subject_kind": "village", "target": "Thôn Nam", "set": "Bộ trống"},
    "cadre_rating": {"unit": "@commune", "year": 2025, "subject_kind": "cadre", "target": "Lê Văn Bảy"}
    | {"set": "Bộ trống"},
    "rating_mark": {"subject": "@rating", "criterion": "@criterion", "self_points": 8},
    "submission": {"report": "work_quarter", "from_unit": "@commune", "to": "Tỉnh ủy", "period": "2026-Q1"}
    | {"due_on": "2026-03-20"},
    "document_number": {"unit": "@commune", "issuer": "government", "year": 2026, "type": "report", "number": 99}
    | {"symbol": "BC-UBND", "date": "2026-03-05", "subject": "Báo cáo quý"},
    "report_text": {"unit": "@commune", "form": "work-report", "period": "2026-Q1", "section": "i1", "text": "Tốt"},
}
"""What ``@`` begins is the name of a record below, or of a unit."""

MADE: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("east", "unit", {"name": "Thôn Đông", "code": "DS-01", "households": 120}),
    ("west", "unit", {"name": "Thôn Tây", "code": "DS-02", "households": 80}),
    *((f"village_{n}", "unit", {"name": f"Thôn {n}", "code": f"DS-1{n}"}) for n in range(1, 5)),
    ("household", "household", {}),
    ("west_household", "household", {"unit": "@west", "head": "Trần Văn Bảy"}),
    ("profile", "unit_profile", {"unit": "@west"}),
    ("meeting", "meeting", {"starts_at": "2026-03-02T18:00"}),
    ("agreed", "decision", {}),
    ("west_meeting", "meeting", {"unit": "@west", "households_total": 80, "households_present": 30}),
    ("failed_here", "meeting", {"starts_at": "2026-03-01T19:00", "households_present": 20}),
    ("later_meeting", "meeting", {"starts_at": "2026-03-20T19:00", "households_present": 20}),
    (
        "after_failed",
        "decision",
        {"meeting": "@later_meeting", "content_type": "finance", "scope": "village"}
        | {"method": "household_ballot", "after_failed_meeting": "@failed_here"},
    ),
    ("cluster", "meeting", {"cluster": "Cụm 1", "main_meeting": "@meeting", "households_present": 30}),
    ("wide_meeting", "meeting", {"starts_at": "2026-03-03T19:00"}),
    ("wide_cluster", "meeting", {"cluster": "Cụm 2", "main_meeting": "@wide_meeting", "households_present": 30}),
    ("signed_meeting", "meeting", {"starts_at": "2026-03-04T19:00", "state": "signed"}),
    ("matter", "commune_vote", {}),
    ("north", "unit", {"name": "Thôn Bắc", "code": "DS-03", "valid_from": "2019-01-01", "households": 100}),
    ("old_matter", "commune_vote", {"title": "Góp làm chợ", "opens_on": "2020-03-02", "closes_on": "2020-03-09"}),
    ("north_meeting", "meeting", {"unit": "@north", "starts_at": "2020-03-05T19:00", "households_total": 100}),
    (
        "disagreed",
        "decision",
        {"meeting": "@north_meeting", "content_type": "contribution", "scope": "commune"}
        | {"commune_vote": "@old_matter", "votes_for": 10, "votes_against": 80},
    ),
    (
        "not_passed",
        "decision",
        {"meeting": "@north_meeting", "content_type": "contribution", "scope": "village"}
        | {"votes_for": 10, "votes_against": 80},
    ),
    ("planned_meeting", "meeting", {"starts_at": "2026-03-02T08:00", "households_present": None}),
    ("scheme", "rating_scheme", {"name": "Thang có trần", "self_cap": 5}),
    ("strict_scheme", "rating_scheme", {"name": "Thang một xuất sắc", "excellent_most": 1}),
    ("best", "rating", {"target": "Thôn Hai", "scheme": "@strict_scheme", "rank": "excellent"}),
    ("best_cadre", "cadre_rating", {"target": "Lê Hai", "scheme": "@strict_scheme", "rank": "excellent"}),
    ("counted_matter", "commune_vote", {"title": "Góp làm cầu", "closes_on": "2026-03-09", "state": "counted"}),
    ("dialogue", "dialogue", {"state": "signed"}),
    ("session", "reception", {"held_on": "2026-03-03", "nobody_came": False}),
    ("visit", "reception_visit", {}),
    ("empty_session", "reception", {"held_on": "2026-03-04"}),
    ("coming_session", "reception", {"held_on": "2099-01-05", "nobody_came": False}),
    ("case", "case", {"number": "01/2026"}),
    ("denunciation", "case", {"number": "02/2026", "nature": "denunciation", "title": "Đơn về ngân sách"}),
    ("petition", "petition", {"number": "01/2026"}),
    ("kept_letter", "petition", {"number": "02/2026", "nature": "denunciation", "case": "@denunciation"}),
    ("item", "publicity_item", {}),
    ("heard_item", "publicity_item", {"item": "p07", "title": "Hỗ trợ"}),
    ("posting", "publicity_posting", {"item": "@heard_item"}),
    ("consultation", "consultation", {}),
    ("work", "community_work", {"name": "Đường trục", "people_money": 600_000}),
    ("given", "contribution", {"household": "@household", "donor_kind": "household"}),
    ("done_work", "community_work", {"name": "Cống", "starts_on": "2026-03-02", "done_on": "2026-03-06"}),
    ("board", "supervision_board", {}),
    ("head", "board_member", {"full_name": "Lê Văn Đầu", "post": "head"}),
    ("project", "land_project", {"households": 1}),
    ("owner", "land_household", {}),
    ("oversight", "oversight", {"visit_on": "2026-03-05"}),
    ("asked", "recommendation", {"content": "Công khai thu, chi"}),
    ("given_up", "recommendation", {"content": "Họp dân", "state": "dropped", "reply": "Không có kinh phí"}),
    ("model", "model", {}),
    ("criterion", "criterion", {}),
    ("lowering", "criterion", {"name": "Báo cáo chậm", "counts_as": "deduction"}),
    ("score", "score", {"points": 9}),
    ("refused_model", "model", {"name": "Ngõ tự quản", "state": "not_recognised"}),
    ("contest", "contest", {"name": "Hội thi", "state": "held"}),
    ("planned_contest", "contest", {"name": "Hội thi tới", "held_on": "2099-01-05"}),
    ("team", "contest_entry", {"team": "Thôn Đông", "draw": 1, "prize": "second"}),
    ("planned_team", "contest_entry", {"contest": "@planned_contest", "team": "Thôn Đông"}),
    ("other_team", "contest_entry", {"team": "Thôn Tây", "draw": 2, "prize": "third"}),
    ("first_team", "contest_entry", {"team": "Thôn Nam", "prize": "first"}),
    ("mark", "mark", {"deduction": 1}),
    ("other_mark", "mark", {"subject": "@other_team", "points": 9}),
    ("plan", "plan", {"from_on": "2026-01-05", "to_on": "2026-12-31"}),
    ("task", "task", {"due_on": "2026-03-20"}),
    ("land_plan", "plan", {"title": "Thu hồi đất làm đường"}),
    ("land_task", "task", {"plan": "@land_plan", "title": "Điều tra, kiểm đếm", "of_step": "s03"}),
    ("planned_project", "land_project", {"name": "Đường liên xã", "plan": "@land_plan"}),
    ("dropped_task", "task", {"title": "Tổng kết", "state": "dropped", "late_reason": "Không có kinh phí"}),
    ("inspection", "inspection", {"started_on": "2026-03-05", "concluded_on": "2026-03-06", "state": "concluded"}),
    ("followed", "inspection", {"started_on": "2026-03-05", "concluded_on": "2026-03-06", "state": "followed"}),
    ("open_recommendation", "recommendation", {"source": "@inspection"}),
    ("rating", "rating", {"target": "Thôn Đông", "set": "Bộ A"}),
    ("cadre", "cadre_rating", {"target": "Lê Văn Ba"}),
    ("rating_mark", "rating_mark", {}),
    ("marked_cadre", "cadre_rating", {"target": "Lê Văn Tám", "set": "Bộ A"}),
    ("cadre_mark", "rating_mark", {"subject": "@marked_cadre"}),
    ("submission", "submission", {"period": "2025-Q4", "due_on": "2025-12-20"}),
    ("number", "document_number", {"number": 1}),
    ("text", "report_text", {"section": "i2"}),
)


def base(kind: str) -> Mapping[str, object]:
    """Return what a lawful record of a kind says, with names of the world."""
    return BASES.get(kind, {})


class World:
    """Records by name."""

    def __init__(self, store: Store) -> None:
        """Make them all in a new store."""
        self.uids = {"commune": store.unit.uid}
        for name, kind, values in MADE:
            draft = Draft(kind, self.named({**base(kind), **values}))
            self.uids[name] = store.save(draft).uids[0]
        self.digest = store.digest()

    def named(self, values: Mapping[str, object]) -> dict[str, object]:
        """Put the uids in the place of the names."""
        return {name: self._uid(value) for name, value in values.items()}

    def _uid(self, value: object) -> object:
        return self.uids[value[1:]] if isinstance(value, str) and value.startswith("@") else value
