"""A store into which regulations are entered whole, and how they are entered."""

from fractions import Fraction

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.contests import marks_of, parts_of, results_of
from danvan_desktop.domain.rules.rating_schemes import scheme_of, standing_of


class Office:
    """A store into which regulations are entered."""

    def __init__(self, store):
        self.store = store

    def save(self, kind, uid=None, /, **values):
        return self.store.save(Draft(kind, values, uid)).uids[0]

    def warnings(self, kind, uid=None, /, **values):
        return [one.message.msgid for one in self.store.save(Draft(kind, values, uid)).warnings]

    def set_of(self, name, rows):
        """Enter criteria: name with most points and whatever else it has; gives their uids by name."""
        return {
            row["name"]: self.save("criterion", set=name, version="2026", order=order, **row)
            for order, row in enumerate(rows, 1)
        }

    def rated(self, name, criteria, points, **values):
        """Rate a unit by itself: points by criterion, ``None`` for one that does not apply."""
        uid = self.save("rating", **{"target": name, "year": 2025, "subject_kind": "unit", **values})
        for criterion, given in points.items():
            marked = {"not_applied": True} if given is None else {"self_points": given}
            self.save("rating_mark", subject=uid, criterion=criteria[criterion], **marked)
        return uid

    def standing(self, uid):
        rating = self.store.get(uid)
        marks = self.store.children(uid, "rating_mark")
        return standing_of(rating, scheme_of(rating, self.store, self.store.law), marks, self.store)

    def results(self, uid):
        contest = self.store.get(uid)
        marks = marks_of(contest, self.store)
        parts = parts_of(contest, [one for of_team in marks.values() for one in of_team], self.store)
        return results_of(self.store.children(uid, "contest_entry"), marks, parts, contest.text("counting"))


def row(name, maximum, **more):
    return {"name": name, "maximum": maximum, **more}


def number(text):
    return Fraction(str(text).replace(",", "."))
