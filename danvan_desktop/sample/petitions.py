"""Petitions of the sample: where each came from and how far it has come by today."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.sample.scene import Paper, Scene, Stage, as_address, cycle_of
from danvan_desktop.sample.texts import PetitionText, Village, fill, load

_OTHER_SOURCES = ("reception", "letter", "reception", "front", "voters_contact", "hotline", "letter", "other")
_WAYS_TO_TELL = ("posting", "letter", "direct", "loudspeaker")
_ABOVE = frozenset({"province", "central"})
_FULL_QUARTER, _FEWEST, _OF_TODAY = 48, 3, 2
_RARE = frozenset({"religion_ethnic", "education", "cadres", "other"})
"""Fields of which less is heard."""
_RARE_SHARE = 0.55
_EARLIEST_STUCK = dt.timedelta(days=60)
"""What was received before has long been answered and told."""


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A petition as it came in."""

    uid: str
    received_on: dt.date
    village: Village
    text: PetitionText
    places: Mapping[str, str]
    source: str
    citizen: str
    address: str
    source_record: str | None = None


@dataclass(frozen=True)
class Course:
    """The days on which a petition moved on; ``None`` when it has not by today."""

    due_on: dt.date | None
    assigned_on: dt.date | None
    transferred_on: dt.date | None = None
    replied_on: dt.date | None = None
    told_on: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass
class PetitionTexts:
    """The texts in two orders: those said in meetings, and all."""

    said: Iterator[PetitionText] = field(init=False)
    written: Iterator[PetitionText] = field(init=False)

    @classmethod
    def of(cls, scene: Scene) -> PetitionTexts:
        """Shuffle the texts."""
        texts = cls()
        every = scene.shuffled(load("petitions", list[PetitionText]))
        texts.said = _drawn(scene, every)
        texts.written = _drawn(scene, scene.shuffled(every))
        return texts


def _drawn(scene: Scene, texts: Sequence[PetitionText]) -> Iterator[PetitionText]:
    """Go through the texts again and again, leaving out some of those that are rarely heard."""
    return (text for text in cycle_of(texts) if text.field not in _RARE or scene.random.random() < _RARE_SHARE)


def raise_elsewhere(scene: Scene, texts: PetitionTexts) -> list[Raised]:
    """Make the petitions that came in outside of meetings and dialogues."""
    sources = cycle_of(_OTHER_SOURCES)
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    raised: list[Raised] = []
    days = scene.timeline.days(scene.random, _FULL_QUARTER, _FEWEST)
    for day in (*days, *[scene.timeline.today] * _OF_TODAY):
        village, text = next(villages), next(texts.written)
        places = scene.places(village)
        source = next(sources)
        raised.append(
            Raised(
                uid=scene.book.new_uid(),
                received_on=scene.timeline.working_day(day),
                village=village,
                text=text,
                places=places,
                source=source,
                citizen=scene.speaker(village),
                address=as_address(places["lane"], places["village"]),
            )
        )
    return raised


def add_petitions(scene: Scene, raised: Sequence[Raised]) -> None:
    """Note all petitions in the order of their days, numbered by the year, each as far as it has come."""
    numbers: Counter[int] = Counter()
    for petition in sorted(raised, key=lambda one: one.received_on):
        year = petition.received_on.year
        numbers[year] += 1
        course = _course_of(scene, petition)
        _add_received(scene, petition, course, f"{numbers[year]:03d}/{year}")
        if course.replied_on is not None:
            _add_reply(scene, petition, course, course.replied_on, f"{numbers[year]:03d}/{year}")


def _course_of(scene: Scene, petition: Raised) -> Course:
    """Decide when a petition moved on; a few were late, and a few of late got stuck."""
    later, draw, today = scene.timeline.later, scene.random, scene.timeline.today
    text, received = petition.text, petition.received_on
    outcome = draw.random()
    may_be_stuck = today - received < _EARLIEST_STUCK
    due = _due_day(scene, petition)
    assigned = later(received, draw.randint(1, 3))
    transferred = None
    if text.competence in _ABOVE:
        transferred = later(assigned, draw.randint(1, 2))
        due = later(transferred, 15)
    reply = later(received, draw.randint(4, 9))
    if due is not None and transferred:
        reply = scene.timeline.calendar.add_working_days(assigned, draw.randint(10, 14))
    if due is not None and 0.1 < outcome < 0.18:
        reply = later(due, draw.randint(1, 5))
    told = later(reply, draw.randint(1, 4))
    closed = later(told, draw.randint(3, 8))
    is_stuck = may_be_stuck and outcome < 0.06
    is_untold = is_stuck or (may_be_stuck and outcome > 0.96)
    return Course(
        due,
        _by(today, assigned),
        _by(today, transferred),
        None if is_stuck else _by(today, reply),
        None if is_untold else _by(today, told),
        None if is_untold else _by(today, closed),
    )


def _due_day(scene: Scene, petition: Raised) -> dt.date | None:
    known = {
        "nature": petition.text.nature,
        "source": petition.source,
        "received_on": petition.received_on.isoformat(),
    }
    return suggested_due_date(Record("petition", petition.uid, known), Terms(scene.law, scene.timeline.calendar))


def _by(today: dt.date, day: dt.date | None) -> dt.date | None:
    return day if day is not None and day <= today else None


def _add_received(scene: Scene, petition: Raised, course: Course, number: str) -> None:
    text, places = petition.text, petition.places
    values: dict[str, object] = {
        "number": number,
        "received_on": petition.received_on,
        "source": petition.source,
        "source_record": petition.source_record,
        "citizen_name": petition.citizen,
        "citizen_address": petition.address,
        "group_size": int(places["houses"]) if "{houses}" in text.content else 1,
        "field": text.field,
        "unit": scene.units[petition.village.code],
        "content": fill(text.content, places),
        "request": fill(text.request, places),
        "nature": text.nature,
        "competence": text.competence,
        "due_on": course.due_on,
        "complicated": text.complicated,
    }
    if petition.source in ("reception", "letter", "hotline"):
        values["citizen_phone"] = f"0240 386 {scene.random.randint(0, 9999):04d}"
    if course.assigned_on is not None:
        values |= {"assigned_to": text.assigned_to, "assigned_on": course.assigned_on}
    scene.book.put(Stage.WRITTEN, "petition", petition.uid, **values)
    if course.transferred_on is not None and course.replied_on is None:
        scene.book.put(Stage.ANSWERED, "petition", petition.uid, state="transferred")


def _add_reply(scene: Scene, petition: Raised, course: Course, replied_on: dt.date, number: str) -> None:
    text = petition.text
    scene.papers += _answering_paper(petition, replied_on, number)
    scene.book.put(
        Stage.ANSWERED,
        "petition",
        petition.uid,
        reply=fill(text.reply, petition.places),
        replied_on=replied_on,
        result=text.result,
    )
    if course.told_on is not None:
        scene.book.put(
            Stage.FINISHED,
            "petition",
            petition.uid,
            people_told_on=course.told_on,
            told_how=_way_to_tell(scene, petition),
            satisfied=_opinion_of_result(scene, text),
            state=None if course.closed_on is None else "closed",
        )


def _answering_paper(petition: Raised, replied_on: dt.date, number: str) -> list[Paper]:
    """Return the notice that answers."""
    return [
        Paper(
            day=replied_on,
            issuer="government",
            kind="petition",
            uid=petition.uid,
            field="reply_number",
            form="petition-reply",
            subject=f"Kết quả giải quyết kiến nghị, phản ánh số {number}",
            type="notice",
        )
    ]


def _way_to_tell(scene: Scene, petition: Raised) -> str:
    at_meeting = petition.source == "village_meeting" and scene.random.random() < 0.5
    return "meeting" if at_meeting else scene.random.choice(_WAYS_TO_TELL)


def _opinion_of_result(scene: Scene, text: PetitionText) -> str:
    if text.result == "refused":
        return "no"
    return scene.random.choices(("yes", "unknown", "no"), (80, 13, 7))[0]
