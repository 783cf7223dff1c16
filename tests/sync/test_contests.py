"""A contest goes up with its teams and the marks of its judges."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.contests import marks_of, parts_of, results_of
from danvan_desktop.reports.figures import FigureReader
from tests.sync.exchange import enrol, send


def test_the_province_ranks_the_teams_as_the_commune_does(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    send(commune.store, province.store)
    here, above = commune.store, province.store
    part = {"set": "Hội thi", "version": "2026", "name": "Chào hỏi", "maximum": 20}
    criterion = here.save(Draft("criterion", part)).uids[0]
    made = {"name": "Hội thi", "held_on": "2026-08-01", "state": "held", "set": "Hội thi"}
    uid = here.save(Draft("contest", made)).uids[0]
    for team, points in (("Một", 15), ("Hai", "17.5")):
        entry = here.save(Draft("contest_entry", {"contest": uid, "team": team})).uids[0]
        given = {"subject": entry, "criterion": criterion, "scorer": "Giám khảo", "points": points}
        here.save(Draft("mark", given))
    here.save(Draft("contest", {"state": "closed"}, uid))
    send(here, above)
    contest = above.get(uid)
    assert contest.text("state") == "closed"
    marks = marks_of(contest, above)
    given = [one for of_team in marks.values() for one in of_team]
    found = results_of(above.children(uid, "contest_entry"), marks, parts_of(contest, given, above))
    assert [(one.entry.text("team"), one.rank) for one in found] == [("Hai", 1), ("Một", 2)]
    assert FigureReader(above, above.unit.uid).unit_of(given[0]) == here.unit.uid
    assert above.check().ok
