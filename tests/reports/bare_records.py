"""Records in which papers may find too little: each as bare as its kind lets it be, or with one thing told."""

from __future__ import annotations

from danvan_desktop.domain.record import Draft
from tests.reports.conftest import Office

BALLOTS = {"content_type": "finance", "method": "secret_ballot"}


def meeting(office: Office, *decisions: dict[str, object], **values: object) -> str:
    meeting = office.meeting(**values)
    for order, decision in enumerate(decisions, 1):
        office.save("decision", meeting=meeting, order=order, title="Thu quỹ", **decision)
    return meeting


def raised(office: Office) -> str:
    return meeting(office, {"votes_for": 90, "votes_against": 2})


def lost(office: Office) -> str:
    return meeting(office, {**BALLOTS, "votes_for": 10, "votes_against": 80})


def planned(office: Office) -> str:
    return office.meeting(state="planned")


def planned_dialogue(office: Office) -> str:
    return office.dialogue(state="planned")


def once_secret(office: Office, **values: object) -> str:
    """A denunciation that was called a petition afterwards."""
    petition = office.petition("102/2026", nature="denunciation", **values)
    office.store.save(Draft("petition", {"nature": "petition"}, petition))
    return petition


def secret_entry(office: Office) -> str:
    return entry(
        office, urgent=True, proposal="Sớm xác minh", petition=office.petition("103/2026", nature="denunciation")
    )


def matter(office: Office) -> str:
    """A matter of the whole commune on which no village decided yet."""
    return office.save("commune_vote", title="Làm đường trục xã", opens_on="2026-08-01")


def only_commune_wide(office: Office) -> str:
    decided = {"content_type": "contribution", "scope": "commune", "commune_vote": matter(office)}
    return meeting(office, {**decided, "votes_for": 90, "votes_against": 2})


def half_answered(office: Office) -> str:
    """A matter that is still open: one of two villages answered."""
    office.save("unit", name="Tổ dân phố số 2", kind="residential_group", code="DS-02", parent=office.store.unit.uid)
    return answered(office)


def answered(office: Office) -> str:
    asked = matter(office)
    decided = {"content_type": "contribution", "scope": "commune", "commune_vote": asked}
    meeting(office, {**decided, "votes_for": 90, "votes_against": 2})
    return asked


def item(office: Office, *, posted: bool = False, until: str | None = None) -> str:
    item = office.save("publicity_item", item="p02", title="Dự toán ngân sách", paper_date="2026-08-03")
    if posted:
        office.save("publicity_posting", item=item, from_on="2026-08-05", to_on=until)
    return item


def asked(office: Office, **values: object) -> str:
    made = {"subject": "Dự thảo", "item": "c01", "drafting_body": "UBND xã", "published_on": "2026-08-03"}
    return office.save("consultation", **made, **values)


def oversight(office: Office, **values: object) -> str:
    made = {"type": "supervision", "form": "team", "subject": "Việc thu các quỹ", "target": "UBND xã"}
    return office.save("oversight", **made, visit_on="2026-08-12", **values)


def held_oversight(office: Office) -> str:
    return oversight(office, state="done")


def board(office: Office) -> str:
    founded = {"kind": "inspection", "name": "Ban Thanh tra nhân dân", "members_count": 5, "term_from": "2026-08-03"}
    return office.save("supervision_board", **founded)


def listed_board(office: Office) -> str:
    listed = board(office)
    office.save("board_member", board=listed, full_name="Bùi Văn Duy")
    return listed


def land(office: Office, *, households: bool = False) -> str:
    project = office.save("land_project", name="Mở đường", started_on="2026-07-02")
    if households:
        office.save("land_household", project=project, owner="Nguyễn Văn An")
    return project


def land_step(office: Office, code: str = "s01") -> str:
    return office.save("land_step", project=land(office), code=code, done_on="2026-08-03")


def work(office: Office, **values: object) -> str:
    return office.save("community_work", name="Đường ngõ 3", type="road", unit=office.village, **values)


def visit(office: Office, **values: object) -> str:
    session = {"body": "government", "kind": "regular", "receiver": "Lê Văn Cường", "place": "Phòng tiếp công dân"}
    reception = office.save("reception", held_on="2026-08-12", **session)
    said = {"citizen_name": "Trần Thị Bình", "content": "Hỏi về đất", "nature": "petition", "handling": "answered"}
    return office.save("reception_visit", reception=reception, **(said | values))


def plan(office: Office, **values: object) -> str:
    return office.save("plan", **{"type": "yearly", "title": "Kế hoạch", "issued_on": "2026-08-03", **values})


def contest(office: Office, *teams: str, marked: bool = False) -> str:
    made = {"name": "Hội thi", "unit": office.store.unit.uid, "held_on": "2026-08-20", "state": "held"}
    contest = office.save("contest", **made)
    for team in teams:
        prize = {"prize": "first"} if marked else {}
        entry = office.save("contest_entry", contest=contest, team=team, **prize)
        if marked:
            part = office.save("criterion", set="Hội thi", version="2025", name="Chào hỏi", maximum=20)
            office.save("mark", subject=entry, criterion=part, scorer="Lê Văn Cường", points=18)
    return contest


def award(office: Office, *, decided: bool = False, **values: object) -> str:
    number = {"decision_number": "12/QĐ-UBND", "decided_on": "2026-08-25"} if decided else {}
    made = {"subject": "Chi hội Phụ nữ", "unit": office.village, "proposed_on": "2026-08-20"}
    return office.save("award", **(made | number | values))


def task(office: Office, **values: object) -> str:
    return office.save("task", plan=plan(office), title="Kiểm tra", lead="Văn phòng", **values)


def plan_of_far_ahead(office: Office) -> str:
    made = plan(office)
    office.save("task", plan=made, title="Kiểm tra", lead="Văn phòng", due_on="2026-12-31")
    return made


def closed_task(office: Office) -> str:
    return task(office, due_on="2026-09-15", done_on="2026-09-15")


def owed(office: Office, **values: object) -> str:
    made = {"report": "work_quarter", "period": "2026-Q3", "to": "Đảng ủy xã", "due_on": "2026-09-20"}
    return office.save("submission", **(made | values))


def entry(office: Office, **values: object) -> str:
    return office.save("situation_entry", unit=office.village, noted_on="2026-08-20", content="Tụ tập", **values)
