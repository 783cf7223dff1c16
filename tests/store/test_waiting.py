"""Bundles that are set aside are kept whole until they are dropped."""

from danvan_desktop.store.waiting import Waiting


def test_a_bundle_set_aside_is_found_with_all_that_was_noted(commune):
    waiting = Waiting(commune.store._connection)
    note = waiting.add("ab" * 32, "2026-08-12T09:00:00", "unknown", "{}", '{"a":1}', [b"one", b"", b"three"])
    assert waiting.find(note.id) == note
    assert waiting.all() == [note]
    assert (note.sha256, note.moment, note.reason) == ("ab" * 32, "2026-08-12T09:00:00", "unknown")
    assert (note.manifest, note.detail, note.size) == ("{}", '{"a":1}', 8)
    assert b"".join(waiting.content(note.id)) == b"onethree"
    assert list(waiting.content(note.id)) == [b"one", b"", b"three"]


def test_the_newest_is_listed_first_and_a_file_that_comes_again_takes_the_place_of_its_note(commune):
    waiting = Waiting(commune.store._connection)
    waiting.add("aa" * 32, "2026-08-12T09:00:00", "unknown", "{}", "{}", [b"first"])
    second = waiting.add("bb" * 32, "2026-08-12T09:01:00", "unknown", "{}", "{}", [b"second"])
    assert [note.sha256 for note in waiting.all()] == ["bb" * 32, "aa" * 32]
    again = waiting.add("aa" * 32, "2026-08-12T09:02:00", "later", "{}", "{}")
    assert waiting.all() == [again, second]
    assert (again.size, list(waiting.content(again.id))) == (0, [])
    assert b"".join(waiting.content(second.id)) == b"second"


def test_dropping_one_leaves_the_others(commune):
    waiting = Waiting(commune.store._connection)
    kept = waiting.add("aa" * 32, "2026-08-12T09:00:00", "unknown", "{}", "{}", [b"kept"])
    gone = waiting.add("bb" * 32, "2026-08-12T09:01:00", "unknown", "{}", "{}", [b"gone"])
    waiting.drop(gone.id)
    assert waiting.find(gone.id) is None
    assert list(waiting.content(gone.id)) == []
    assert list(waiting.content(kept.id)) == [b"kept"]
    assert waiting.find(99) is None
