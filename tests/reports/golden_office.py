"""The fixed records on a fixed day of which the golden pages are printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.period import Period
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.earlier import complaints_as_petitions
from tests.reports.golden_cases import period_of
from tests.reports.golden_democracy import golden_uid
from tests.reports.golden_honours import save_award, save_contest, save_ratings
from tests.reports.golden_meetings import MeetingRecords

DAY = dt.date(2026, 10, 1)
QUARTER = Period.parse("2026-Q3")
_DAYS = (FieldType.DATE, FieldType.DATETIME)


class GoldenOffice(MeetingRecords):
    """A commune with one village and one record of each printed kind, full enough that every part shows."""

    def __init__(self, store: Store) -> None:
        """Save all records."""
        super().__init__(store)
        commune = store.unit.uid
        self.village = self._save("unit", name="Thôn Đông", kind="village", code="DS-01", parent=commune, households=4)
        self._save("unit", name="Thôn Tây", kind="village", code="DS-02", parent=commune, households=95)
        petition = self._petitions()
        self.records = {
            "meeting": self._meeting(petition),
            "dialogue": self._dialogue(),
            "petition": petition,
            "model": self._model(),
            "model-tree": self._taken_over(),
            "situation_entry": self._situation(),
            "vote-count": (voted := self._ballots()),
            "household-ballots": (sent_out := self._sent_out()),
            "opinion-slip": sent_out,
            "ballot-list": sent_out,
            "ballot-slip": voted,
            "petition-handling": self._complaint(),
            "commune_vote": self._commune_vote(),
            "candidates-minutes": self._election(),
            "publicity_item": self._publicity(),
            "consultation": self._consultation(),
            "community_work": self._work(),
            "land_project": (land := self._land())[0],
            "land_step": land[1],
            "land-opinion-minutes": land[2],
            "oversight": self._oversight(),
            "inspection": self._inspection(),
            "award": save_award(self._save, self.village),
            "supervision_board": self._board(),
            "contest": save_contest(self._save, commune),
            "reception-refusal": (came := self._reception())[0],
            "reception_visit": came[1],
            "plan": self._month(),
            "reception": came[2],
            **self._cases(),
            "task-table": (planned := self._plan())[0],
            "year-plan": planned[0],
            "plan-reminder": planned[0],
            "task": planned[1],
            "submission": self._submissions(),
            "rating": (rated := save_ratings(self._save, self.village))[0],
            "cadre_rating": rated[1],
            "recognition-request": self._elected(),
        }
        """The record of each kind; of a form by its code, where that one gives it nothing to say."""

    def context(self, form: ReportForm, style: Style) -> ReportContext:
        """Give what a form is printed of."""
        uid = record_of(self.records, form) if form.needs is Needs.RECORD else ""
        period = period_of(form.code, QUARTER) if form.needs is Needs.PERIOD else None
        context = ReportContext(self.store, self._day_of(uid, period), uid, period, style=style)
        return form.opened(context) if form.of_the_file and context.record(form.kind).secret else context

    def _day_of(self, uid: str, period: Period | None) -> dt.date:
        """Give the day of printing: what was over in a year before is printed in that year, as an office would."""
        record = self.store.get(uid) if uid else None
        names = [field.name for field in self.store.kinds[record.kind].fields if field.type in _DAYS] if record else []
        days = [day for name in names if record is not None and (day := record.date(name)) is not None]
        last = period.last if period is not None else max(days, default=DAY)
        is_of_a_year = period is not None and period.first.month == 1
        return DAY if last.year >= DAY.year or is_of_a_year else last.replace(month=12, day=20)

    @complaints_as_petitions()
    def _complaint(self) -> str:
        return self._save(
            "petition",
            unit=self.village,
            number="001/2024",
            received_on="2024-08-14",
            due_on="2024-09-14",
            source="letter",
            nature="complaint",
            field="land",
            competence="commune",
            citizen_name="Vũ Đình Khôi",
            citizen_address="thôn Đông",
            content="Không nhất trí với mức bồi thường đất nông nghiệp.",
            assigned_to="Công chức địa chính",
            assigned_on="2024-08-16",
            reply="Đã ra quyết định giải quyết.",
            replied_on="2024-09-10",
            result="explained",
            people_told_on="2024-09-12",
            told_how="letter",
        )

    def _dialogue(self) -> str:
        dialogue = self._save(
            "dialogue",
            unit=self.store.unit.uid,
            level="commune",
            kind="periodic",
            topic="Giải phóng mặt bằng cụm công nghiệp Đông Sơn",
            led_by="Lê Văn Cường",
            led_by_position="Chủ tịch UBND xã",
            side="both",
            held_on="2026-09-05",
            starts_at="08:00",
            ends_at="11:15",
            place="Hội trường UBND xã",
            secretary="Hoàng Thị Mai, Công chức văn phòng",
            participants_count=86,
            participants="Thường trực Đảng ủy, UBND, Ủy ban MTTQ xã; đại diện Nhân dân 2 thôn",
            opening="Chủ tịch UBND xã nêu mục đích, nội dung đối thoại.",
            conclusion="Niêm yết phương án bồi thường trước ngày 20/9/2026.\nTổ công tác đến từng hộ giải thích.",
            conclusion_notice_number="51/TB-UBND",
            conclusion_notice_date="2026-09-08",
            state="held",
        )
        self._save(
            "opinion",
            gathering=dialogue,
            order=1,
            speaker_name="Vũ Đình Khôi",
            speaker_address="thôn Đông",
            content="Đề nghị làm rõ giá đất nông nghiệp.",
            answer="Áp dụng bảng giá đất hiện hành của tỉnh.",
            answered_by="Lê Văn Cường",
        )
        return dialogue

    def _petitions(self) -> str:
        base = {"unit": self.village, "source": "village_meeting", "nature": "petition", "competence": "commune"}
        first = self._save(
            "petition",
            **base,
            number="001/2026",
            received_on="2026-08-12",
            citizen_name="Phạm Thị Hoa",
            citizen_address="thôn Đông",
            field="environment",
            content="Mương tiêu ngõ 3 bị tắc, nước thải tràn ra đường.",
            request="Nạo vét mương.",
            assigned_to="Công chức địa chính - môi trường",
            assigned_on="2026-08-13",
            due_on="2026-08-26",
            reply="Đã nạo vét 200 m mương.",
            reply_number="25/UBND-ĐC",
            replied_on="2026-08-24",
            result="solved",
            people_told_on="2026-08-26",
            told_how="meeting",
            state="people_told",
        )
        self._save(
            "petition",
            **(base | {"source": "reception"}),
            number="002/2026",
            received_on="2026-08-20",
            citizen_name="Đỗ Thị Lan",
            group_size=12,
            field="land",
            content="Chậm cấp giấy chứng nhận quyền sử dụng đất.",
            assigned_to="Công chức địa chính",
            assigned_on="2026-08-21",
            due_on="2026-09-04",
            complicated=True,
            state="assigned",
        )
        return first

    def _model(self) -> str:
        model = self._save(
            "model",
            name="Tuyến đường hoa phụ nữ tự quản",
            form="collective",
            registrant="Chi hội Phụ nữ thôn Đông",
            organisation="Hội Liên hiệp Phụ nữ xã",
            unit=self.village,
            field="culture_society",
            registered_on="2026-07-10",
            registration="new",
            period="Năm 2026",
            aim="Trồng và chăm sóc 1,2 km đường hoa.",
            content="Phân công từng tổ phụ nữ phụ trách một đoạn.",
            targets="100% hội viên tham gia.",
            participants="45 hội viên",
            state="scored",
        )
        self._save(
            "model_progress", model=model, reported_on="2026-09-15", done="Đã trồng 800 m", figures="800/1.200 m"
        )
        for order, (name, points) in enumerate((("Hiệu quả", 45), ("Tính lan tỏa", 40)), 1):
            criterion = self._save(
                "criterion", set="Dân vận khéo", version="2026", order=order, name=name, maximum=50, weight=1
            )
            self._save("score", model=model, criterion=criterion, scorer="Lê Thị Ngọc", points=points)
        return model

    def _taken_over(self) -> str:
        """Save models of years ago that are over: one, and what took it over twice."""
        source = None
        for name, year in (("Ánh sáng an ninh", 2022), ("Ánh sáng an ninh thôn Tây", 2023), ("Ngõ sáng", 2024)):
            source = self._save(
                "model",
                name=name,
                registrant="Ban công tác Mặt trận thôn Đông",
                unit=self.village,
                field="security_defence",
                registered_on=f"{year}-03-01",
                registration="new" if source is None else "kept",
                grown_from=source,
                period=f"Năm {year}",
                aim="Lắp đèn ở các ngõ.",
                state="ended",
            )
        return str(source)

    def _situation(self) -> str:
        self._save(
            "situation_entry",
            unit=self.store.unit.uid,
            noted_on="2026-07-20",
            category="religion",
            severity="normal",
            content="Sinh hoạt tôn giáo ổn định, đúng pháp luật.",
        )
        return self._save(
            "situation_entry",
            unit=self.village,
            noted_on="2026-09-02",
            category="concerns",
            group="farmers",
            severity="complicated",
            urgent=True,
            people_count=110,
            content="30 hộ phản đối việc đo đạc đất tại khu đồng Mả Lạng.",
            handling="Đảng ủy cử tổ công tác xuống thôn, vận động các hộ.",
            forecast="Có thể kéo dài nếu chưa công khai phương án.",
            proposal="Đề nghị tỉnh sớm trả lời về giá đất.",
        )


def record_of(records: Mapping[str, str], form: ReportForm) -> str:
    """Return the record that a form is printed of: one of its own, else that of its kind."""
    return records.get(form.code) or records[form.kind]


def make_commune(path: Path) -> Store:
    """Make the store of a commune whose uid is always the same: codes that prove a report are made of it."""
    with mock.patch("danvan_desktop.store.store.Store.new_uid", return_value=golden_uid(0)):
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS").close()
    return Store.open(path)
