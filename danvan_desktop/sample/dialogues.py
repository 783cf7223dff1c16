"""Dialogues of the sample, with what people said there."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.sample.opinions import Opinions
from danvan_desktop.sample.scene import Paper, Scene, Stage, cycle_of
from danvan_desktop.sample.texts import DialogueText, Officer, load

_DIALOGUES, _FEWEST_DIALOGUES = 12, 1
_ANNOUNCED_BEFORE = 9
_PLANNED = (6, 13)
"""How many days from today they are planned."""


class Dialogues:
    """Makes dialogues."""

    def __init__(self, scene: Scene, opinions: Opinions) -> None:
        """Let people voice ``opinions`` at each."""
        self._scene = scene
        self._opinions = opinions

    def add(self) -> None:
        """Note the dialogues of all quarters and those that are planned."""
        scene = self._scene
        texts = cycle_of(load("dialogues", list[DialogueText]))
        for day in scene.timeline.days(scene.random, _DIALOGUES, _FEWEST_DIALOGUES):
            self._add_dialogue(next(texts), scene.timeline.working_day(day))
        for days in _PLANNED:
            text = next(texts)
            day = scene.timeline.later(scene.timeline.today + dt.timedelta(days=days), 1)
            scene.book.add(
                Stage.WRITTEN, "dialogue", **self._invitation(text, day), participants_count=0, state="planned"
            )

    def _add_dialogue(self, text: DialogueText, day: dt.date) -> None:
        scene = self._scene
        leader = scene.commune.officer(text.leader)
        invitation = self._invitation(text, day)
        dialogue = scene.book.add(
            Stage.WRITTEN,
            "dialogue",
            **invitation,
            ends_at=dt.time(11, 5 * scene.random.randint(0, 8)),
            participants_count=text.people + scene.random.randint(-8, 14),
            participants="Thường trực Đảng ủy, lãnh đạo Ủy ban nhân dân, Ủy ban Mặt trận Tổ quốc Việt Nam xã; "
            "Trưởng thôn, Trưởng bản, Bí thư chi bộ các thôn, bản và đại diện Nhân dân.",
            opening="Người chủ trì nêu mục đích, ý nghĩa của hội nghị; đề nghị Nhân dân thẳng thắn nêu những vấn đề "
            "quan tâm, bức xúc để cấp ủy, chính quyền lắng nghe, giải đáp và chỉ đạo giải quyết.",
            conclusion=text.conclusion,
            state="held",
        )
        asked = scene.random.choice((2, 2, 3, 3, 4))
        for _place in range(asked):
            village = scene.random.choice(scene.commune.villages)
            self._opinions.ask(dialogue, village, day, "dialogue", leader.full_name, _place + 1)
        self._opinions.comment(dialogue, scene.random.choice(scene.commune.villages), leader.full_name, asked + 1)
        notice = scene.timeline.later(day, scene.random.randint(2, 5))
        if notice <= scene.timeline.today:
            scene.book.put(Stage.ANSWERED, "dialogue", dialogue, conclusion_notice_date=notice)
            scene.papers.append(
                Paper(
                    day=notice,
                    issuer=_issuer(text, leader),
                    kind="dialogue",
                    uid=dialogue,
                    field="conclusion_notice_number",
                    form="dialogue-conclusion",
                    subject=f"Kết luận của {leader.position} tại hội nghị: {text.topic}",
                )
            )
        scene.sign(dialogue, "dialogue", day)

    def _invitation(self, text: DialogueText, day: dt.date) -> dict[str, object]:
        """What is known before a dialogue."""
        scene = self._scene
        leader, clerk = scene.commune.officer(text.leader), scene.commune.officer("office")
        return {
            "unit": scene.commune_uid,
            "level": "commune",
            "kind": text.kind,
            "topic": text.topic,
            "led_by": leader.full_name,
            "led_by_position": leader.position,
            "side": text.side,
            "held_on": day,
            **self._announced(day),
            "starts_at": dt.time(8),
            "place": scene.random.choice(("Hội trường Ủy ban nhân dân xã", "Nhà văn hóa trung tâm xã")),
            "secretary": f"{clerk.full_name}, {clerk.position}",
        }

    def _announced(self, day: dt.date) -> dict[str, object]:
        """Say when the people were told of a dialogue: some days earlier than the law asks for, if it is so far."""
        told = day - dt.timedelta(days=_ANNOUNCED_BEFORE)
        return {"notified_on": told} if told <= self._scene.timeline.today else {}


def _issuer(text: DialogueText, leader: Officer) -> str:
    """Name whose paper a conclusion is: the Party's where it, or its secretary for both sides, led the dialogue."""
    of_party = leader.position.startswith(("Bí thư", "Phó Bí thư"))
    return "party" if text.side == "party" or (text.side == "both" and of_party) else "government"
