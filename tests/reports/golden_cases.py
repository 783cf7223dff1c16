"""The letters and the hot spot, of years ago, of which golden pages are printed."""

from __future__ import annotations

from danvan_desktop.domain.period import Period
from tests.reports.golden_democracy import DemocracyRecords

YEARS_AGO = {
    "reception-schedule": "2024-08",
    "reception-table": "2024-Q3",
    "case-table": "2024-Q3",
    "rating-summary": "2025",
    "rating-years": "2025",
    "rating-register": "2026-Q1",
}
"""The periods of the forms of which nothing is to be seen in the quarter of the other pages."""


def period_of(form: str, usual: Period) -> Period:
    """Return the period that a form is printed of."""
    return Period.parse(YEARS_AGO[form]) if form in YEARS_AGO else usual


class CaseRecords(DemocracyRecords):
    """Saves a letter that was handled in each way, and a hot spot that calmed down."""

    def _letter(self, number: int, nature: str, title: str, **values: object) -> str:
        made: dict[str, object] = {
            "unit": self.village,
            "number": f"{number:03d}/2024",
            "received_on": "2024-08-05",
            "handled_on": "2024-08-09",
            "field": "land",
            "citizen_name": "Vũ Đình Khôi",
            "citizen_address": "ngõ 3, thôn Đông, xã Đông Sơn",
        }
        return self._save("case", nature=nature, title=title, **(made | values))

    def _cases(self) -> dict[str, str]:
        """Return the record of each form of a case; that of its kind was accepted and settled."""
        settled = {"decision_number": "31/QĐ-UBND", "decided_on": "2024-09-06", "result": "partly"}
        elsewhere = {"competence": "province", "sent_to": "Chủ tịch Ủy ban nhân dân tỉnh"}
        accepted = self._letter(1, "complaint", "Khiếu nại mức bồi thường đất", accepted_on="2024-08-09", **settled)
        not_accepted = self._letter(
            2,
            "complaint",
            "Khiếu nại việc giao đất năm 2001",
            handling="not_accepted",
            ground="Đã hết thời hiệu khiếu nại mà không có lý do chính đáng (khoản 6 Điều 11 của Luật Khiếu nại)",
        )
        guided = self._letter(
            3, "complaint", "Khiếu nại quyết định thu hồi đất của tỉnh", handling="guided", people=3, **elsewhere
        )
        denounced = self._letter(
            4, "denunciation", "Tố cáo việc cấp giấy chứng nhận không đúng", handling="transferred", **elsewhere
        )
        returned = self._letter(
            5,
            "complaint",
            "Khiếu nại quyết định kỷ luật",
            handling="returned",
            channel="transferred",
            sent_to="Ban Tiếp công dân tỉnh",
            competence="province",
            ground="Quyết định do Giám đốc Sở Nội vụ ban hành nên thuộc thẩm quyền của Giám đốc Sở",
        )
        accused = self._letter(
            7,
            "denunciation",
            "Tố cáo việc lập danh sách hộ nghèo không đúng",
            accepted_on="2024-08-09",
            against="Ông Lê Văn Tám, Trưởng thôn Đông",
            **(settled | {"result": "wrong"}),
        )
        self._save(
            "reception",
            unit=self.store.unit.uid,
            held_on="2024-08-20",
            body="party",
            kind="head",
            receiver="Nguyễn Văn Thành",
            position="Bí thư Đảng ủy",
            by_head=True,
            place="Phòng tiếp công dân, trụ sở xã",
            nobody_came=True,
        )
        return {
            "case": accepted,
            "case-accused": accused,
            "case-not-accepted": not_accepted,
            "case-guidance": guided,
            "case-transfer": denounced,
            "case-return": returned,
            "hot-spot-file": self._hot_spot(),
        }

    def _hot_spot(self) -> str:
        spot = self._save(
            "case",
            unit=self.village,
            number="006/2024",
            received_on="2024-07-08",
            nature="hot_spot",
            channel="situation",
            field="environment",
            title="Người dân tập trung phản đối bãi tập kết rác",
            content="45 hộ dân phản đối điểm tập kết rác gần khu dân cư, ba ngày liền chặn xe chở rác.",
            citizen_name="Phạm Thị Hoa",
            citizen_address="thôn Đông",
            people=45,
            mass=True,
            raised_on="2024-07-08",
            handled_on="2024-07-09",
            danger="cooled",
            cooled_on="2024-07-26",
            result="agreed",
            forecast="Có thể kéo dài nếu chậm đối thoại với các hộ.",
            proposal="Đề nghị tỉnh sớm phê duyệt điểm tập kết mới.",
        )
        steps: tuple[tuple[str, str, str, str, dict[str, int]], ...] = (
            ("2024-07-09", "Cử tổ công tác xuống thôn, nghe ý kiến các hộ.", "UBND xã", "12/KH-UBND", {}),
            ("2024-07-15", "Đối thoại với đại diện 45 hộ.", "Thường trực Đảng ủy, UBND xã", "", {"agree": 38}),
            ("2024-07-26", "Chuyển điểm tập kết ra bãi Mả Lạng; xe rác hoạt động trở lại.", "UBND xã", "", {}),
        )
        for day, what, by, paper, voices in steps:
            self._save("step", file=spot, done_on=day, what=what, by=by, paper=paper or None, **voices)
        return spot
