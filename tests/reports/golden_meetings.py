"""A meeting of each sort of which golden pages are printed: with ballots, with an election, round the households."""

from __future__ import annotations

from tests.reports.golden_cases import CaseRecords


class MeetingRecords(CaseRecords):
    """Saves meetings of a village and the vote of a whole commune."""

    def _meeting(self, petition: str) -> str:
        meeting = self._save(
            "meeting",
            unit=self.village,
            subject="Bàn mức đóng góp làm đường bê tông ngõ 3",
            purpose="vote",
            starts_at="2026-08-12T19:30",
            ends_at="2026-08-12T21:45",
            place="Nhà văn hóa thôn Đông",
            chair="Nguyễn Văn An, Trưởng thôn",
            secretary="Trần Thị Bình, Chi hội trưởng Phụ nữ",
            households_total=4,
            households_present=3,
            persons_present=5,
            guests="Lê Văn Cường, Chủ tịch UBND xã",
            absent_reason="Một hộ đi làm xa",
            content="Trưởng thôn thông báo chủ trương làm 350 m đường bê tông và dự toán kinh phí.",
            conclusion="Thống nhất làm đường trong quý IV năm 2026, mỗi hộ góp 500.000 đồng.",
            next_steps="Bầu Ban giám sát đầu tư của cộng đồng; thu trước ngày 30/9/2026.",
            state="held",
        )
        for order, title in enumerate(("Thông qua chủ trương, dự toán", "Biểu quyết mức đóng góp"), 1):
            self._save("agenda_item", meeting=meeting, order=order, title=title, presenter="Nguyễn Văn An")
        self._save(
            "opinion",
            gathering=meeting,
            order=1,
            speaker_name="Bùi Văn Duy",
            speaker_address="ngõ 3",
            content="Đề nghị miễn đóng góp cho hộ nghèo và công khai thu, chi.",
            answer="Hộ nghèo không phải đóng góp; thu, chi niêm yết tại nhà văn hóa.",
            answered_by="Nguyễn Văn An",
        )
        self._save(
            "opinion",
            gathering=meeting,
            order=2,
            speaker_name="Phạm Thị Hoa",
            content="Mương tiêu đầu ngõ bị tắc.",
            petition=petition,
        )
        self.decision = self._save(
            "decision",
            meeting=meeting,
            order=1,
            title="Mức đóng góp 500.000 đồng mỗi hộ",
            content_type="contribution",
            method="show_of_hands",
            votes_for=3,
            votes_against=0,
            votes_abstain=0,
        )
        for order, head in enumerate(("Bùi Văn Duy", "Phạm Thị Hoa", "Vũ Đình Khôi", "Đỗ Thị Lan"), 1):
            household = self._save("household", unit=self.village, order=order, head=head, members=order + 1)
            if order < 4:
                self._save("attendance", meeting=meeting, household=household, representative=head)
        return meeting

    def _ballots(self) -> str:
        """Save a meeting that voted by ballots, of years ago: the figures of the other papers do not know it."""
        meeting = self._save(
            "meeting",
            unit=self.village,
            subject="Sửa đổi quy ước thôn",
            purpose="vote",
            starts_at="2024-08-14T19:30",
            ends_at="2024-08-14T21:00",
            place="Nhà văn hóa thôn Đông",
            chair="Nguyễn Văn An, Trưởng thôn",
            secretary="Trần Thị Bình",
            households_total=4,
            households_present=4,
            state="held",
        )
        for order, (title, method) in enumerate((("Quy ước thôn", "secret_ballot"), ("Sửa cổng", "show_of_hands")), 1):
            votes = {"votes_for": 3, "votes_against": 1, "votes_abstain": 0}
            self._save("decision", meeting=meeting, order=order, title=title, method=method, **votes)
        return meeting

    def _election(self) -> str:
        """Save an election of years ago that is still planned, with who is proposed for it."""
        return self._save(
            "meeting",
            unit=self.village,
            subject="Bầu Trưởng thôn nhiệm kỳ 2025 – 2027",
            purpose="election",
            convened_by="election_team",
            starts_at="2024-11-17T08:00",
            place="Nhà văn hóa thôn Đông",
            chair="Đỗ Thị Lan, Tổ trưởng Tổ bầu cử",
            secretary="Trần Thị Bình",
            candidates="Nguyễn Văn An, sinh năm 1968, Trưởng thôn\nVũ Đình Khôi, sinh năm 1975, ngõ 2",
            candidates_on="2024-10-30",
            households_total=4,
            state="planned",
        )

    def _elected(self) -> str:
        """Save an election of years ago and what it came to."""
        meeting = self._save(
            "meeting",
            unit=self.village,
            subject="Bầu Trưởng thôn nhiệm kỳ 2023 – 2025",
            purpose="election",
            convened_by="election_team",
            starts_at="2023-10-22T08:00",
            ends_at="2023-10-22T10:30",
            place="Nhà văn hóa thôn Đông",
            chair="Đỗ Thị Lan, Tổ trưởng Tổ bầu cử",
            secretary="Trần Thị Bình",
            households_total=4,
            households_present=4,
            sent_on="2023-10-25",
            state="held",
        )
        elected = {"title": "Bầu ông Nguyễn Văn An giữ chức Trưởng thôn", "content_type": "election"}
        votes = {"votes_for": 3, "votes_against": 1, "votes_abstain": 0}
        self._save("decision", meeting=meeting, order=1, method="secret_ballot", **elected, **votes)
        return meeting

    def _sent_out(self) -> str:
        """Save a meeting of years ago that too few came to, and the ballots that went round after it."""
        meeting = self._save(
            "meeting",
            unit=self.village,
            subject="Đóng góp sửa mương",
            purpose="vote",
            starts_at="2024-05-14T19:30",
            ends_at="2024-05-14T20:15",
            place="Nhà văn hóa thôn Đông",
            chair="Nguyễn Văn An, Trưởng thôn",
            secretary="Trần Thị Bình",
            households_total=4,
            households_present=2,
            ballot_plan_on="2024-05-16",
            ballot_plan_sent_on="2024-05-17",
            ballots_given_on="2024-05-20",
            ballots_counted_on="2024-05-24",
            state="held",
        )
        decision = {"title": "Mỗi hộ góp 200.000 đồng sửa mương", "content_type": "contribution"}
        votes = {"votes_for": 3, "votes_against": 1, "votes_abstain": 0}
        self._save("decision", meeting=meeting, order=1, method="household_ballot", **decision, **votes)
        return meeting

    def _commune_vote(self) -> str:
        """Save a matter of the whole commune, of years ago, on which one of the two villages decided."""
        matter = self._save(
            "commune_vote",
            unit=self.store.unit.uid,
            title="Đóng góp làm đường trục xã",
            content_type="contribution",
            opens_on="2024-03-01",
            closes_on="2024-03-31",
            plan_number="08/KH-UBND",
        )
        meeting = self._save(
            "meeting",
            unit=self.village,
            subject="Đóng góp làm đường trục xã",
            purpose="vote",
            starts_at="2024-03-14T19:30",
            ends_at="2024-03-14T21:00",
            place="Nhà văn hóa thôn Đông",
            chair="Nguyễn Văn An, Trưởng thôn",
            secretary="Trần Thị Bình",
            households_total=4,
            households_present=4,
            state="held",
        )
        self._save(
            "decision",
            meeting=meeting,
            title="Đóng góp làm đường trục xã",
            content_type="contribution",
            scope="commune",
            commune_vote=matter,
            votes_for=3,
            votes_against=1,
        )
        return matter
