"""What a search finds, and where in its texts the words stand: no widgets here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.text import fold, has_marks, mark_form, search_terms
from danvan_desktop.localization import Message, Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.models.naming import readable

MOST_RECORDS = 30


@dataclass(frozen=True)
class Command:
    """Something to do from the search, which may turn to a page.

    It is found by its name, by what else it is ``called``, and by more ``words``.
    """

    title: Message
    run: Callable[[], object]
    icon: str
    words: Message | None = None
    keys: str = ""
    is_page: bool = False
    of_records: bool = False
    """Called by what records are, which who types these words may look for: it is meant by how its name ends."""
    called: Message | None = None

    def is_meant(self, title: str, text: str) -> bool:
        """Tell whether somebody who typed ``text`` means it by its ``title`` in the language of the window."""
        typed, told = search_terms(text), search_terms(title)
        starts = [len(told) - len(typed)] if self.of_records else range(len(told) - len(typed) + 1)
        return len(typed) > 1 and any(_begin(told[start : start + len(typed)], typed) for start in starts if start >= 0)


@dataclass(frozen=True)
class Found:
    """One line of the results: a record by its ``uid``, or a command by its ``place`` among the commands."""

    title: str
    detail: str
    group: str
    icon: str
    uid: str = ""
    place: int = -1

    def is_same(self, other: Found) -> bool:
        """Whether both lead to the same, wherever the words stand."""
        return (self.uid, self.place) == (other.uid, other.place)


def find_records(store: Store, text: str, translator: Translator, views: Views) -> Sequence[Found]:
    """Return the newest records that have all words of ``text``."""
    hits = store.search(text, limit=MOST_RECORDS)
    return [
        Found(
            readable(hit.title, translator),
            readable(hit.snippet, translator),
            translator(store.kinds[hit.kind].label),
            views[hit.kind].icon,
            uid=hit.uid,
        )
        for hit in hits
    ]


def find_commands(commands: Sequence[Command], text: str, translator: Translator, group: str) -> Sequence[Found]:
    """Return the commands whose words begin with what was typed, with or without tone marks."""
    typed = text.split()
    return [
        Found(translator(command.title), command.keys, group, command.icon, place=place)
        for place, command in enumerate(commands)
        if _matches(command, typed, translator)
    ]


def _begin(told: Sequence[str], typed: Sequence[str]) -> bool:
    """Tell whether words are those that somebody typed, be the last of them unfinished."""
    return list(told[:-1]) == list(typed[:-1]) and told[-1].startswith(typed[-1])


def marks_in(text: str, query: str) -> Sequence[tuple[int, int]]:
    """Return start and length of each place in ``text`` (NFC) where a word of ``query`` begins a word."""
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    places = {place: len(word) for word in sorted(search_terms(query), key=len) for place in _places(folded, word)}
    return sorted(places.items())


def _places(folded: str, word: str) -> Iterable[int]:
    place = folded.find(word)
    while place >= 0:
        if place == 0 or not folded[place - 1].isalnum():
            yield place
        place = folded.find(word, place + 1)


def _matches(command: Command, typed: Sequence[str], translator: Translator) -> bool:
    text = " ".join(translator(said) for said in (command.title, command.words, command.called) if said is not None)
    plain, marked = fold(text).split(), mark_form(text).split()
    return all(
        any(word.lstrip("“").startswith(mark_form(wanted) if has_marks(wanted) else fold(wanted)) for word in words)
        for wanted in typed
        for words in [marked if has_marks(wanted) else plain]
    )
