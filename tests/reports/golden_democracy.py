"""The records of what the people are told, asked, give and come for, of which golden pages are printed."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store

DAY = dt.date(2026, 10, 1)
QUARTER = Period.parse("2026-Q3")


class DemocracyRecords:
    """Saves records of a commune and its village, whose uids are numbered as they are saved."""

    village: str
    """The uid of the village's unit."""
    decision: str
    """The uid of the decision on what its households give."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._saved = 0

    def _save(self, kind: str, again: str = "", /, **values: object) -> str:
        if again:
            return self.store.save(Draft(kind, values, again)).uids[0]
        self._saved += 1
        uid = golden_uid(self._saved)
        self.store.save(Draft(kind, values, uid))
        return uid

    def _publicity(self) -> str:
        """Save an item that was posted in two places, and one that waits."""
        item = self._save(
            "publicity_item",
            unit=self.store.unit.uid,
            item="p07",
            title="Danh sách hộ nghèo được cấp thẻ bảo hiểm y tế",
            paper_number="45/TB-UBND",
            paper_date="2026-08-03",
            responsible="Hoàng Thị Mai",
        )
        for unit, place in ((self.store.unit.uid, "Trụ sở UBND xã"), (self.village, "Nhà văn hóa thôn Đông")):
            self._save("publicity_posting", item=item, unit=unit, place=place, from_on="2026-08-06", to_on="2026-09-08")
        self._save("publicity_posting", item=item, form="f03", place="Truyền thanh xã", from_on="2026-08-06", repeats=6)
        self._save(
            "publicity_item",
            unit=self.store.unit.uid,
            item="p02",
            title="Quyết toán ngân sách xã",
            paper_number="52/QĐ-UBND",
            paper_date="2026-09-28",
        )
        return item

    def _consultation(self) -> str:
        asked = self._save(
            "consultation",
            unit=self.store.unit.uid,
            subject="Dự thảo quy định thu gom rác thải sinh hoạt",
            item="other",
            drafting_body="Phòng Kinh tế xã",
            plan_number="41/KH-UBND",
            published_on="2026-07-06",
            closes_on="2026-07-31",
            form_meeting=True,
            form_ballot=True,
            people_asked=99,
            synthesis="Giảm mức thu đối với hộ nghèo\nThu gom hai lần một tuần",
            accepted_count=4,
            explained_count=2,
            explanation="Tiếp thu, miễn thu đối với hộ nghèo\nXe thu gom chỉ đủ cho một lần một tuần",
            explained_on="2026-08-10",
        )
        counts = {"households_asked": 4, "answered": 4, "agree": 3, "disagree": 1, "other": 0, "opinions": 6}
        summary = "Giảm mức thu đối với hộ nghèo; thu gom hai lần một tuần"
        self._save(
            "consultation_tally", consultation=asked, unit=self.village, form="meeting", summary=summary, **counts
        )
        return asked

    def _work(self) -> str:
        work = self._save(
            "community_work",
            unit=self.village,
            name="Đường bê tông ngõ 3",
            type="road",
            decision=self.decision,
            starts_on="2026-08-20",
            done_on="2026-09-20",
            state_money=5_000_000,
            people_money=2_000_000,
            land_planned=20,
            days_planned=8,
            spent=8_900_000,
        )
        gifts = (
            ("Bùi Văn Duy", 500_000, None, 2),
            ("Phạm Thị Hoa", 500_000, 18, None),
            ("Vũ Đình Khôi", 500_000, None, 3),
        )
        for donor, money, land, days in gifts:
            given = {"given_on": "2026-08-25", "money": money, "land": land, "days": days}
            self._save("contribution", work=work, unit=self.village, donor=donor, **given)
        company = {"donor": "Công ty May Đông Sơn", "donor_kind": "business", "money": 3_000_000}
        self._save("contribution", work=work, unit=self.village, given_on="2026-09-01", **company)
        return work

    def _land(self) -> tuple[str, str, str]:
        """Save a project whose plan was posted and the people asked; give it and both steps."""
        project = self._save(
            "land_project",
            unit=self.store.unit.uid,
            name="Mở rộng đường liên xã đoạn Đông Sơn – Tân Chi",
            investor="Ban Quản lý dự án đầu tư xây dựng",
            started_on="2026-05-11",
            area=930,
            households=2,
            agreed_households=1,
        )
        self._save("land_step", project=project, code="s02", done_on="2026-05-25", paper="214/TB-UBND")
        told = {"project": project, "place": "nhà văn hóa thôn"}
        posted = self._save("land_step", **told, code="s07", done_on="2026-07-06")
        asked = {"what": "Các hộ đề nghị chi trả một lần.", "agree": 1, "disagree": 1, "other": 0}
        heard = self._save("land_step", **told, code="s08", done_on="2026-08-10", **asked)
        offered = {"area": 420, "compensation": 168_000_000, "opinion": "agree"}
        self._save("land_household", project=project, owner="Nguyễn Văn Bảy", **offered)
        refused = {"area": 510, "compensation": 204_000_000, "opinion": "disagree", "persuasions": 2}
        reason = "Đề nghị tính lại hỗ trợ chuyển đổi nghề"
        self._save("land_household", project=project, owner="Lê Đình Cảnh", reason=reason, **refused)
        return project, posted, heard

    def _oversight(self) -> str:
        """Save a visit of the Front's team with what it recommends: answered, and not answered yet."""
        visit = self._save(
            "oversight",
            unit=self.store.unit.uid,
            type="supervision",
            form="team",
            lead="front",
            subject="Việc thu, quản lý, sử dụng các khoản đóng góp của Nhân dân",
            target="Ủy ban nhân dân xã Đông Sơn",
            in_plan=True,
            plan_sent_on="2026-07-20",
            report_received_on="2026-08-04",
            visit_on="2026-08-12",
            opinions=14,
            positive="Các khoản thu được bàn, thống nhất tại cuộc họp dân.",
            negative="Một số thôn niêm yết thu, chi chưa đủ thời gian.",
            result_number="18/BC-MTTQ-BTT",
            result_on="2026-08-20",
        )
        asked = {"source": visit, "sent_on": "2026-08-21"}
        self._save(
            "recommendation",
            **asked,
            content="Chỉ đạo các thôn niêm yết thu, chi đủ thời gian",
            addressee="Ủy ban nhân dân xã Đông Sơn",
            due_on="2026-09-10",
            reply="Đã có văn bản chỉ đạo.",
            reply_number="61/UBND-VP",
            replied_on="2026-09-08",
            outcome="accepted",
            done_on="2026-09-20",
        )
        self._save(
            "recommendation",
            **asked,
            content="Ghi đủ chữ ký trong sổ đóng góp",
            addressee="Các trưởng thôn",
            due_on="2026-09-21",
        )
        return visit

    def _month(self) -> str:
        """Save Tháng Dân vận of years ago: its plan with tasks, and what was done in it."""
        unit = self.store.unit.uid
        plan = self._save(
            "plan",
            unit=unit,
            type="month",
            title="Kế hoạch Tháng Dân vận",
            number="18-KH/ĐU",
            issued_on="2024-09-10",
            from_on="2024-10-01",
            to_on="2024-10-31",
            lead="Ban Xây dựng Đảng",
            basis="Nghị quyết về công tác dân vận của Tỉnh ủy",
            result="Các thôn huy động được đông người tham gia; cần phát động sớm hơn.",
        )
        for title, day in (("Quán triệt, tuyên truyền", "2024-10-05"), ("Ra quân giúp dân", "2024-10-25")):
            task = {"title": title, "lead": "Mặt trận Tổ quốc", "with": "Các thôn", "due_on": day, "done_on": day}
            self._save("task", plan=plan, **task, target="Mỗi thôn một việc")
        work = {"plan": plan, "month": True, "organiser": "youth"}
        self._save(
            "activity",
            **work,
            unit=self.village,
            type="mobilise",
            topic="Vệ sinh đường làng, trồng hoa",
            held_on="2024-10-12",
            people=40,
            days=40,
            people_money=3_500_000,
            result="Dọn 2 km đường.",
            good_example=True,
        )
        self._save(
            "activity",
            **work,
            unit=unit,
            type="welfare",
            topic="Tặng quà hộ nghèo",
            held_on="2024-10-20",
            people=15,
            beneficiaries=15,
            money=4_500_000,
            kind_value=1_500_000,
        )
        return plan

    def _board(self) -> str:
        """Save the people's inspection board of years ago, whose term goes on."""
        board = self._save(
            "supervision_board",
            unit=self.store.unit.uid,
            kind="inspection",
            name="Ban Thanh tra nhân dân xã Đông Sơn",
            members_count=5,
            deputies=1,
            term_from="2024-12-02",
            term_to="2026-12-01",
            recognition_number="09/QĐ-MTTQ-BTT",
            recognised_on="2024-12-02",
        )
        posts = ("head", "deputy", "member", "member", "member")
        names = ("Bùi Văn Duy", "Phạm Thị Hoa", "Vũ Đình Khôi", "Đỗ Thị Lan", "Hoàng Văn Minh")
        for post, name in zip(posts, names, strict=True):
            elected = {"village": self.village, "elected_on": "2024-11-24"}
            self._save("board_member", board=board, full_name=name, post=post, **elected)
        return board

    def _inspection(self) -> str:
        """Save an inspection that was concluded, with what was asked for."""
        inspection = self._save(
            "inspection",
            unit=self.store.unit.uid,
            type="democracy",
            subject="Việc niêm yết công khai, họp dân và ghi sổ đóng góp",
            target="Ban quản lý công trình Nhân dân đóng góp",
            decision_number="22/KH-UBND",
            started_on="2026-08-18",
            team="Lê Văn Cường, Chủ tịch Ủy ban nhân dân\nHoàng Thị Mai, Công chức văn phòng",
            strengths="Các khoản đóng góp đều được bàn tại cuộc họp dân.",
            limits="Bảng niêm yết đặt ở nơi khó thấy.",
            conclusion_number="47/TB-UBND",
            concluded_on="2026-08-28",
            state="concluded",
        )
        self._save(
            "recommendation",
            source=inspection,
            content="Chuyển bảng niêm yết ra mặt trước nhà văn hóa",
            addressee="Ban quản lý công trình Nhân dân đóng góp",
            sent_on="2026-08-28",
            due_on="2026-09-15",
        )
        return inspection

    def _plan(self) -> tuple[str, str]:
        """Save a plan with tasks that are done, late, ahead and given up; return it with a task that waits."""
        plan = self._save(
            "plan",
            unit=self.store.unit.uid,
            type="yearly",
            title="Kế hoạch công tác dân vận năm 2026",
            number="12-KH/ĐU",
            issued_on="2026-01-12",
            from_on="2026-01-01",
            to_on="2026-12-31",
            lead="Ban Xây dựng Đảng",
        )
        made = {"plan": plan, "lead": "Ban Xây dựng Đảng"}
        done = {"done_on": "2026-03-27", "product": "Đã gửi danh sách"}
        self._save("task", title="Đăng ký mô hình", due_on="2026-03-31", **done, **made)
        late = {"done_on": "2026-07-03", "late_reason": "Chờ số liệu của các thôn"}
        self._save("task", title="Đối thoại với Nhân dân", due_on="2026-06-30", product="TB số 31", **late, **made)
        dropped = {"state": "dropped", "late_reason": "Gộp vào hội nghị tháng 10"}
        self._save("task", title="Tập huấn cán bộ thôn", due_on="2026-08-31", **dropped, **made)
        waiting = {"lead": "Văn phòng", "with": "Các thôn", "target": "Báo cáo gửi Đảng ủy"}
        task = self._save("task", title="Kiểm tra thực hiện dân chủ", due_on="2026-09-15", **(made | waiting))
        self._save("task", title="Tổ chức Tháng Dân vận", due_on="2026-10-31", **made)
        return plan, task

    def _submissions(self) -> str:
        """Save reports that the village and the commune owe; return one that was not sent."""
        owed = {"report": "work_quarter", "period": "2026-Q3", "to": "Đảng ủy xã", "due_on": "2026-09-20"}
        own = {"from_unit": self.store.unit.uid}
        self._save("submission", **(owed | own | {"sent_on": "2026-09-18"}))
        self._save("submission", **(owed | own | {"report": "reception", "sent_on": "2026-09-24"}))
        self._save("submission", from_unit=self.village, **(owed | {"report": "situation_quarter"}))
        return self._save("submission", from_unit=self.village, **owed)

    def _reception(self) -> tuple[str, str, str]:
        """Save a day of receiving citizens, of years ago: who was refused, who handed something in, the session."""
        session = self._save(
            "reception",
            unit=self.store.unit.uid,
            held_on="2024-08-15",
            body="government",
            kind="head",
            receiver="Lê Văn Cường",
            position="Chủ tịch UBND xã",
            by_head=True,
            place="Phòng tiếp công dân, trụ sở UBND xã",
        )
        visit = {"reception": session, "citizen_address": "ngõ 3, thôn Đông", "people": 1}
        refused = self._save(
            "reception_visit",
            **visit,
            order=1,
            citizen_name="Vũ Đình Khôi",
            content="Yêu cầu xem lại việc đã có quyết định giải quyết lần hai",
            nature="complaint",
            handling="refused",
            refusal_ground="law3",
            refusal_notice_on="2024-08-16",
        )
        taken = self._save(
            "reception_visit",
            **visit,
            order=2,
            citizen_name="Phạm Thị Hoa",
            content="Mốc giới thửa đất bị xê dịch khi làm đường",
            nature="petition",
            competent=True,
            handling="taken",
        )
        return refused, taken, session


def golden_uid(number: int) -> str:
    """Return the uid of the record that was saved so manieth."""
    return f"01990000-0000-7000-8000-{number:012x}"
