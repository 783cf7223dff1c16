"""Opinions that people voice at the gatherings of the sample: answered there, or become petitions."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.petitions import PetitionTexts, Raised
from danvan_desktop.sample.scene import Scene, Stage, as_address, cycle_of
from danvan_desktop.sample.texts import OpinionText, Village, fill, load


class Opinions:
    """Notes opinions; what became a petition is handed back."""

    def __init__(self, scene: Scene, texts: PetitionTexts) -> None:
        """Take the petitions' texts from ``texts``."""
        self._scene = scene
        self._texts = texts
        self._said = cycle_of(scene.shuffled(load("opinions", list[OpinionText])))
        self.raised: list[Raised] = []

    def add(self, gathering: str, village: Village, day: dt.date, asked: int, source: str, answered_by: str) -> None:
        """Note what was said at a village's meeting: some opinions, and ``asked`` petitions after them."""
        said = self._scene.random.randint(1, 3)
        for order in range(1, said + 1):
            self.comment(gathering, village, answered_by, order)
        for order in range(said + 1, said + asked + 1):
            self.ask(gathering, village, day, source, answered_by, order)

    def comment(self, gathering: str, village: Village, answered_by: str, order: int) -> None:
        """Note an opinion that was answered on the spot."""
        scene, text = self._scene, next(self._said)
        scene.book.add(
            Stage.WRITTEN,
            "opinion",
            gathering=gathering,
            order=order,
            speaker_name=scene.speaker(village),
            speaker_address=village.name,
            content=text.content,
            answer=as_called(village, text.answer),
            answered_by=answered_by,
        )

    def ask(self, gathering: str, village: Village, day: dt.date, source: str, answered_by: str, order: int) -> None:
        """Note an opinion that became a petition."""
        scene, text = self._scene, next(self._texts.said)
        places = scene.places(village)
        petition, speaker = scene.book.new_uid(), scene.speaker(village)
        address = as_address(places["lane"], places["village"])
        scene.book.add(
            Stage.WRITTEN,
            "opinion",
            gathering=gathering,
            order=order,
            speaker_name=speaker,
            speaker_address=address,
            content=fill(text.content, places),
            answer=text.answer,
            answered_by=answered_by,
            petition=petition,
        )
        self.raised.append(
            Raised(
                uid=petition,
                received_on=day,
                village=village,
                text=text,
                places=places,
                source=source,
                source_record=gathering,
                citizen=speaker,
                address=address,
            )
        )


def as_called(village: Village, text: str) -> str:
    """Call the head and the place of a hamlet by their own names."""
    if village.kind != "hamlet":
        return text
    return text.replace("Trưởng thôn", "Trưởng bản").replace("của thôn", "của bản").replace("Họp thôn", "Họp bản")
