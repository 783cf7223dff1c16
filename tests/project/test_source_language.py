"""The source language needs no catalog: what is read from the code is what its catalog says."""

from babel.messages.mofile import read_mo

from danvan_desktop.assets import catalog_dir
from danvan_desktop.localization import LANGUAGES, Message, Translator


def test_source_language_speaks_as_its_catalog_does():
    say = Translator(LANGUAGES[0])
    with (catalog_dir() / LANGUAGES[0] / "LC_MESSAGES" / "danvan.mo").open("rb") as file:
        texts = {entry.id: entry.string for entry in read_mo(file) if isinstance(entry.id, str) and entry.id}
    assert len(texts) > 1_000
    assert {msgid: say(Message(msgid)) for msgid in texts} == texts


def test_counted_words_of_the_source_language_have_one_form():
    say = Translator(LANGUAGES[0])
    for count in (0, 1, 2, 1_000):
        assert say(Message("Còn một hộ", "Còn {n} hộ", count)) == f"Còn {say.number(count)} hộ"
