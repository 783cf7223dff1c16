"""Fills a store with the work of an invented commune: the same every time, told from today backwards."""

from __future__ import annotations

from danvan_desktop.assets import resource_path
from danvan_desktop.sample.activities import add_activities
from danvan_desktop.sample.awards import add_awards
from danvan_desktop.sample.cases import add_cases
from danvan_desktop.sample.consultations import add_consultations
from danvan_desktop.sample.contests import add_contests
from danvan_desktop.sample.dialogues import Dialogues
from danvan_desktop.sample.land import add_land
from danvan_desktop.sample.meetings import Meetings
from danvan_desktop.sample.models import add_models
from danvan_desktop.sample.network import add_network
from danvan_desktop.sample.office import add_office
from danvan_desktop.sample.opinions import Opinions
from danvan_desktop.sample.oversights import add_boards, add_inspections, add_oversights
from danvan_desktop.sample.papers import add_leading_papers, number_papers
from danvan_desktop.sample.petitions import PetitionTexts, add_petitions, raise_elsewhere
from danvan_desktop.sample.plans import add_plans, add_submissions
from danvan_desktop.sample.profiles import add_profiles
from danvan_desktop.sample.publicity import add_publicity
from danvan_desktop.sample.ratings import add_ratings
from danvan_desktop.sample.receptions import add_receptions
from danvan_desktop.sample.scene import DraftBook, Scene, Stage
from danvan_desktop.sample.situations import add_report_texts, add_situations
from danvan_desktop.sample.texts import Commune, load
from danvan_desktop.sample.timeline import Timeline
from danvan_desktop.sample.twice import write_twice
from danvan_desktop.sample.works import add_works
from danvan_desktop.store import Store
from danvan_desktop.store.telling import Tell

_ROAD = "đường bê tông"
_ATTACHED = ("so-do-tuyen-duong.png", "du-toan-duong-be-tong.csv")


def fill_sample(store: Store, tell: Tell | None = None) -> None:
    """Save the sample into a store of a commune; each stage is one save.

    Days count back from the store's today: the current quarter and the one before are full, the same quarter of last
    year and those between show a little, so that figures have something to be held against.

    Raises InvalidRecord when the sample breaks a rule, which is a fault of this program.
    """
    say = tell or _silent
    steps = len(Stage) + 1
    timeline, book = Timeline(store.today(), store.calendar), DraftBook(store.new_uid)
    scene = Scene(load("commune", Commune), store.unit.uid, timeline, store.law, book)
    officer = add_office(scene)
    texts = PetitionTexts.of(scene)
    opinions = Opinions(scene, texts)
    meetings = Meetings(scene, opinions)
    meetings.add()
    Dialogues(scene, opinions).add()
    meetings.add_commune_votes()
    add_petitions(scene, [*opinions.raised, *raise_elsewhere(scene, texts)])
    add_models(scene)
    add_situations(scene)
    add_plans(scene)
    add_submissions(scene)
    add_report_texts(scene)
    write_twice(scene)
    add_publicity(scene)
    consultations = add_consultations(scene)
    add_works(scene, meetings.agreed)
    add_receptions(scene)
    add_cases(scene)
    board = add_boards(scene)
    add_land(scene)
    add_oversights(scene, board)
    add_activities(scene, consultations[0])
    add_leading_papers(scene)
    add_inspections(scene)
    number_papers(scene)
    add_contests(scene)
    add_ratings(scene)
    add_awards(scene)
    add_network(scene)
    add_profiles(scene)
    say(1, steps)
    for stage in Stage:
        store.save(*scene.book.stages[stage])
        if stage is Stage.OFFICE:
            store.set_officer(officer)
        say(stage + 2, steps)
    _attach_papers(store)


def _attach_papers(store: Store) -> None:
    """Keep the drawing and the estimate with the newest meeting that they were shown at."""
    meetings = (meeting for meeting in store.list("meeting") if meeting.text("state") != "planned")
    road = next(meeting for meeting in meetings if _ROAD in meeting.text("subject"))
    for name in _ATTACHED:
        store.attach(road.uid, resource_path("sample", "files", name))


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""
