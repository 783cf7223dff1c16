"""Village meetings of the sample, with agenda, opinions, votes and the roll of households."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT
from danvan_desktop.sample.opinions import Opinions, as_called
from danvan_desktop.sample.scene import Paper, Scene, Stage, cycle_of
from danvan_desktop.sample.texts import MeetingText, Village, Vote, fill, load
from danvan_desktop.sample.works import Agreed

_MEETINGS, _FEWEST_MEETINGS = 36, 3
_ROMAN = ("I", "II", "III", "IV")
_BY_BALLOT = "secret_ballot"
_IN_THE_ROOM = frozenset({"show_of_hands", _BY_BALLOT})
_SATURDAY = 5
_TOLD_BEFORE = 7
"""Days before a meeting on which its notice goes out: as many as an election asks for."""
_PREPARED_BEFORE = {
    "village_rules": {"draft_posted_on": 32},
    "election": {"election_plan_on": 24, "candidates_on": 16, "election_team_on": 12},
}
"""Days before a meeting on which more is done for some purposes: a little earlier than the law asks for."""
_SENT_WITHIN, _RECOGNISED_WITHIN = 3, 4
"""Working days."""
_GIVEN_AFTER, _COUNTED_AFTER = 2, 3
"""Working days after the plan on which ballots go round, and after that on which they are counted."""
_RECOGNISED = frozenset({"village_rules", "election", "supervision_board"})
_COMMUNE_WIDE_FOR = 30
"""Days that the villages have time."""
_ASKED_FOR = "Đóng góp sửa cầu dân sinh, đường vào nghĩa trang nhân dân xã"
_DECIDED = "Đóng góp nâng cấp đường trục xã và điện chiếu sáng"
_EFFECTIVE_AFTER = 5
"""Working days after the last village decided."""
_LAST_ORDER = 90
_TERM_YEARS = 5
_PLANNED_MEETINGS = (2, 4, 9)
"""How many days from today they are planned."""
_NEIGHBOURS = (
    *("Nguyễn Văn Lượng", "Trần Thị Mơ", "Đỗ Văn Khuê", "Phạm Thị Nụ", "Lê Đình Chính", "Hoàng Thị Thoa", "Vũ Văn Ước"),
    *("Bùi Thị Mận", "Ngô Văn Tý", "Giáp Thị Chiêm", "Dương Văn Sự", "Thân Thị Hảo", "Đào Văn Quế", "Lương Thị Sen"),
)
"""Householders who count ballots, or look on."""
_GUESTS = ("front", "mobilisation", "land", "culture", "police", "youth", "women", "farmers")


@dataclass(frozen=True)
class _Held:
    """A meeting that could vote on more; ``share`` is the part of the households of the ``village`` that came."""

    meeting: str
    village: str
    day: dt.date
    present: int
    share: float


class Meetings:
    """Makes meetings; what the villages agreed to is handed back."""

    def __init__(self, scene: Scene, opinions: Opinions) -> None:
        """Let people voice ``opinions`` at each."""
        self._scene = scene
        self._opinions = opinions
        self.agreed: list[Agreed] = []
        self._held: list[_Held] = []

    def add(self) -> None:
        """Note the meetings of all quarters and those that are planned."""
        scene = self._scene
        villages = cycle_of(scene.shuffled(scene.commune.villages))
        subjects = _Subjects(load("meetings", list[MeetingText]))
        for day in scene.timeline.days(scene.random, _MEETINGS, _FEWEST_MEETINGS):
            held = scene.timeline.free_day(day)
            self._add_meeting(next(villages), subjects.next(held), held)
        for days in _PLANNED_MEETINGS:
            day = scene.timeline.today + dt.timedelta(days=days)
            self._add_planned_meeting(next(villages), subjects.next(day, planned=True), day)

    def add_commune_votes(self) -> None:
        """Note two matters of the whole commune: one that the villages decided, one that only the last has answered."""
        timeline = self._scene.timeline
        before = Period.quarter_of(timeline.today).previous()
        asked = [held for held in self._held if before.first <= held.day <= before.last]
        answers = list({held.village: held for held in sorted(asked, key=lambda held: held.share)}.values())
        if answers:
            first, last = min(held.day for held in answers), max(held.day for held in answers)
            effective = timeline.later(last, _EFFECTIVE_AFTER)
            matter = self._add_commune_vote(_DECIDED, answers, opens_on=first, closes_on=last, effective_on=effective)
            of_plan = {"kind": "commune_vote", "uid": matter, "field": "plan_number", "type": "plan"}
            self._scene.papers.append(Paper(day=first, issuer="government", subject=_DECIDED, form=None, **of_plan))
        for latest in self._held[-1:]:
            closes = latest.day + dt.timedelta(days=_COMMUNE_WIDE_FOR)
            self._add_commune_vote(_ASKED_FOR, [latest], opens_on=latest.day, closes_on=closes, state="open")

    def _add_commune_vote(self, title: str, answers: Sequence[_Held], **known: object) -> str:
        """Note a matter and that nearly all who came to these meetings agreed to it; gives its uid."""
        what = {"title": title, "content_type": "contribution"}
        book = self._scene.book
        matter = book.add(Stage.WRITTEN, "commune_vote", unit=self._scene.commune_uid, **what, **known)
        self._note_agreed(matter, title, answers)
        for held in answers:
            book.add(
                Stage.WRITTEN,
                "decision",
                meeting=held.meeting,
                order=_LAST_ORDER,
                **what,
                scope="commune",
                commune_vote=matter,
                method="show_of_hands",
                votes_for=held.present - 3,
                votes_against=3,
            )
        return matter

    def _note_agreed(self, matter: str, title: str, answers: Sequence[_Held]) -> None:
        """Keep a matter that two thirds of the villages agreed to, each by two thirds of its households."""
        households = {village.code: village.households for village in self._scene.commune.villages}
        agreeing = [held for held in answers if 3 * (held.present - 3) >= 2 * households[held.village]]
        if 3 * len(agreeing) >= 2 * len(households):
            self.agreed.append(Agreed(matter, title, max(held.day for held in answers)))

    def _add_planned_meeting(self, village: Village, text: MeetingText, day: dt.date) -> None:
        scene = self._scene
        places = self._places(village, day)
        meeting = scene.book.add(
            Stage.WRITTEN,
            "meeting",
            **self._convocation(village, text, self._start(day), places),
            state="planned",
        )
        self._add_agenda(meeting, village, text)

    def _add_meeting(self, village: Village, text: MeetingText, day: dt.date) -> None:
        scene = self._scene
        places = self._places(village, day)
        present = self._present(village, text)
        start = self._start(day)
        away = village.households - present
        meeting = scene.book.add(
            Stage.WRITTEN,
            "meeting",
            **self._convocation(village, text, start, places),
            ends_at=start + dt.timedelta(minutes=5 * scene.random.randint(14, 30)),
            households_present=present,
            persons_present=present + scene.random.randint(3, 18),
            guests=self._guests(),
            absent_reason=f"Đi làm ăn xa: {away - away // 3} hộ; ốm đau, bận việc: {away // 3} hộ.",
            content=as_called(village, fill(text.content, places)),
            conclusion=as_called(village, fill(text.conclusion, places)),
            next_steps=as_called(village, fill(text.next_steps, places)),
            state="held",
            **(rounds := self._ballots(text, day)),
            **self._who_counted(village, text, rounds),
        )
        self._add_agenda(meeting, village, text)
        for order, vote in enumerate(text.decisions, start=1):
            self._add_decision(meeting, village, vote, order, present, places, day)
        if text.present is None:
            asked = scene.random.choice((1, 1, 2, 2, 3))
            self._opinions.add(meeting, village, day, asked, "village_meeting", village.head)
        if text.present is None and text.purpose != "election":
            self._held.append(_Held(meeting, village.code, day, present, present / village.households))
        self._send(meeting, text, rounds.get("ballots_counted_on", day))
        self._call_roll(meeting, village, present, day)
        scene.sign(meeting, "meeting", day)

    def _convocation(
        self, village: Village, text: MeetingText, start: dt.datetime, places: dict[str, str]
    ) -> dict[str, object]:
        """What is known before a meeting."""
        return {
            "unit": self._scene.units[village.code],
            "subject": as_called(village, fill(text.subject, places)),
            "purpose": text.purpose,
            "starts_at": start,
            "place": f"Nhà văn hóa {places['village']}",
            **self._chair(village, text.purpose),
            **self._prepared(text.purpose, start.date()),
            **_candidates(village, text.purpose),
            "secretary": f"{village.secretary}, {_post(village.secretary)}",
            "households_total": village.households,
        }

    def _chair(self, village: Village, purpose: str) -> dict[str, object]:
        """Elections are chaired by the election team, all else by the village head."""
        if purpose == "election":
            return {"chair": f"{village.party}, Tổ trưởng Tổ bầu cử", "convened_by": "election_team"}
        return {"chair": f"{village.head}, {as_called(village, 'Trưởng thôn')}", "convened_by": "head"}

    def _prepared(self, purpose: str, day: dt.date) -> dict[str, object]:
        """What was done before a meeting, as early as the law asks for, as far as it was done by today."""
        before = {"notified_on": _TOLD_BEFORE, **_PREPARED_BEFORE.get(purpose, {})}
        done = {name: day - dt.timedelta(days=days) for name, days in before.items()}
        return {name: when for name, when in done.items() if when <= self._scene.timeline.today}

    def _ballots(self, text: MeetingText, day: dt.date) -> dict[str, dt.date]:
        """When ballots went round after a meeting, and were counted, where that is over by today."""
        timeline = self._scene.timeline
        if all(vote.method != HOUSEHOLD_BALLOT for vote in text.decisions):
            return {}
        planned = timeline.later(day, 1)
        given = timeline.later(planned, _GIVEN_AFTER)
        counted = timeline.later(given, _COUNTED_AFTER)
        days = {"ballot_plan_on": planned, "ballot_plan_sent_on": planned}
        days |= {"ballots_given_on": given, "ballots_counted_on": counted}
        return days if counted <= timeline.today else {}

    def _who_counted(self, village: Village, text: MeetingText, rounds: Mapping[str, dt.date]) -> dict[str, str]:
        """Name who counted ballots and who looked on, where there were some and they are counted: forms 02 and 04."""
        methods = {vote.method for vote in text.decisions}
        if _BY_BALLOT not in methods and not rounds:
            return {}
        place = self._scene.commune.villages.index(village)
        first, second, *looking_on = (_NEIGHBOURS[(3 * place + step) % len(_NEIGHBOURS)] for step in range(4))
        return {
            "counters": "\n".join((village.secretary, first, second)),
            "count_witnesses": "\n".join(looking_on),
        }

    def _start(self, day: dt.date) -> dt.datetime:
        """Farmers meet in the evening, at weekends also by day."""
        evening = (dt.time(19, 30), dt.time(20), dt.time(19, 45))
        hours = (dt.time(8), dt.time(14), *evening) if day.weekday() >= _SATURDAY else evening
        return dt.datetime.combine(day, self._scene.random.choice(hours))

    def _places(self, village: Village, day: dt.date) -> dict[str, str]:
        return {
            **self._scene.places(village),
            "quarter": _ROMAN[Period.quarter_of(day).number - 1],
            "year": str(day.year),
            "end_year": str(day.year + _TERM_YEARS),
        }

    def _present(self, village: Village, text: MeetingText) -> int:
        """Count the households present: enough for the votes cast in the room."""
        if text.present is not None:
            return village.households * text.present // 100
        in_room = [vote.share + vote.against for vote in text.decisions if vote.method in _IN_THE_ROOM]
        share = max((*in_room, self._scene.random.randint(57, 84))) + self._scene.random.randint(1, 4)
        return village.households * share // 100

    def _add_agenda(self, meeting: str, village: Village, text: MeetingText) -> None:
        for order, title in enumerate(text.agenda, start=1):
            presenter = {1: village.secretary, 2: village.party if text.purpose == "election" else village.head}
            self._scene.book.add(
                Stage.WRITTEN,
                "agenda_item",
                meeting=meeting,
                order=order,
                title=as_called(village, title),
                presenter=presenter.get(order),
            )

    def _add_decision(
        self, meeting: str, village: Village, vote: Vote, order: int, present: int, places: dict[str, str], day: dt.date
    ) -> None:
        """Spread the votes of those who could vote; all others had another opinion or cast none."""
        could = present if vote.method in _IN_THE_ROOM else village.households
        agreed = min(could, -(-village.households * vote.share // 100) + self._scene.random.randint(0, 2))
        against = min(could - agreed, village.households * vote.against // 100)
        others = min(could - agreed - against, self._scene.random.randint(0, 4))
        title = as_called(village, fill(vote.title, places))
        decision = self._scene.book.add(
            Stage.WRITTEN,
            "decision",
            meeting=meeting,
            order=order,
            title=title,
            content_type=vote.content_type,
            method=vote.method,
            votes_for=agreed,
            votes_against=against,
            votes_abstain=others,
            **_ballots_of(vote, could, agreed + against + others),
        )
        if vote.content_type == "contribution" and 3 * agreed >= 2 * village.households:
            self.agreed.append(Agreed(decision, title, day, village))

    def _send(self, meeting: str, text: MeetingText, day: dt.date) -> None:
        """Note that what was decided went to the commune, and was recognised where it must be."""
        timeline, decided = self._scene.timeline, {vote.content_type for vote in text.decisions} - {"consultation"}
        sent = timeline.later(day, _SENT_WITHIN)
        if not decided or sent > timeline.today:
            return
        noted: dict[str, object] = {"sent_on": sent, "received_on": sent}
        recognised = timeline.later(sent, _RECOGNISED_WITHIN)
        if decided & _RECOGNISED and recognised <= timeline.today:
            noted["recognised_on"] = recognised
        self._scene.book.put(Stage.ANSWERED, "meeting", meeting, **noted)

    def _call_roll(self, meeting: str, village: Village, present: int, day: dt.date) -> None:
        """Note which households came, where the village keeps a roll, in the meetings of the last two quarters."""
        scene = self._scene
        roll = scene.rolls.get(village.code)
        if roll is None or day < Period.quarter_of(scene.timeline.today).previous().first:
            return
        for household, head in sorted(scene.random.sample(roll, present)):
            somebody = head if scene.random.random() < 0.8 else scene.citizen(village, women=0.8)
            scene.book.add(Stage.WRITTEN, "attendance", meeting=meeting, household=household, representative=somebody)

    def _guests(self) -> str:
        officers = self._scene.random.sample(_GUESTS, 2)
        named = (self._scene.commune.officer(code) for code in officers)
        return "; ".join(f"{officer.full_name}, {officer.position}" for officer in named) + "."


def _ballots_of(vote: Vote, could: int, cast: int) -> dict[str, int]:
    """Count the ballots given out and returned, one of them not valid where somebody did not say what he thought."""
    if vote.method not in (_BY_BALLOT, HOUSEHOLD_BALLOT):
        return {}
    return {"ballots_given": could, "ballots_returned": min(could, cast + 1)}


class _Subjects:
    """What the meetings are about: every third is the periodic one, the others take turns when in season."""

    def __init__(self, texts: Sequence[MeetingText]) -> None:
        self._periodic = next(text for text in texts if text.purpose == "periodic")
        self._others = [text for text in texts if text is not self._periodic]
        self._turns: Iterator[int] = iter(range(1, 10_000))

    def next(self, day: dt.date, *, planned: bool = False) -> MeetingText:
        """Return the next subject for a meeting on that day."""
        if next(self._turns) % 3 == 0:
            return self._periodic
        text = next(text for text in self._others if self._fits(text, day, planned))
        self._others.remove(text)
        self._others.append(text)
        return text

    @staticmethod
    def _fits(text: MeetingText, day: dt.date, planned: bool) -> bool:
        """Tell whether a subject is in season; nobody plans a meeting that too few come to."""
        return (not text.months or day.month in text.months) and not (planned and text.present is not None)


def _post(secretary: str) -> str:
    """Name the post of who writes the minutes, by the middle name of women."""
    return "Chi hội trưởng Phụ nữ" if " Thị " in secretary else "Bí thư chi đoàn"


def _candidates(village: Village, purpose: str) -> dict[str, object]:
    """Propose two for an election: who heads the village already, and the head of the Front's committee."""
    if purpose != "election":
        return {}
    office = as_called(village, "Trưởng thôn")
    return {"candidates": f"{village.head}, {office} đương nhiệm\n{village.front}, Trưởng Ban công tác Mặt trận"}
