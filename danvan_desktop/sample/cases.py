"""Complaints, denunciations, disputes and hot spots of the quarters, each on its lawful way to its end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from danvan_desktop.sample.scene import Scene, Stage, as_address, cycle_of
from danvan_desktop.sample.texts import CaseText, Village, load

_FULL_QUARTER, _FEWEST = 7, 2
_ACCEPTED_AFTER, _SETTLED_AFTER = 4, 24
"""Working days from receipt to acceptance, calendar days from there to the end: within every term of the law."""
_LAID_ASIDE = {3: "guided", 4: "not_accepted", 7: "transferred", 9: "returned"}
"""How those of each dozen are handled that are not settled here."""
_DOZEN = 12
_PROVINCE, _OFFICE = "Ủy ban nhân dân tỉnh", "Ban Tiếp công dân tỉnh"
_BY = "Ủy ban nhân dân xã"
_GROUNDS = {
    "not_accepted": "Đã hết thời hiệu khiếu nại mà không có lý do chính đáng",
    "returned": "Quyết định bị khiếu nại do cơ quan cấp tỉnh ban hành nên không thuộc thẩm quyền của cấp xã",
}


def add_cases(scene: Scene) -> None:
    """Note the letters in the order of their days, numbered by the year, then two hot spots."""
    texts = cycle_of(load("cases", list[CaseText]))
    villages = cycle_of(scene.shuffled(scene.commune.villages))
    numbers: Counter[int] = Counter()
    for place, raw in enumerate(sorted(scene.timeline.days(scene.random, _FULL_QUARTER, _FEWEST))):
        day = scene.timeline.working_day(raw)
        numbers[day.year] += 1
        _add_letter(scene, f"{numbers[day.year]:03d}/{day.year}", day, next(texts), next(villages), place)
    for calm in (True, False):
        day = scene.timeline.working_day(scene.timeline.today - dt.timedelta(days=60 if calm else 12))
        numbers[day.year] += 1
        _add_hot_spot(scene, f"{numbers[day.year]:03d}/{day.year}", day, next(villages), calm=calm)


def _add_letter(scene: Scene, number: str, day: dt.date, text: CaseText, village: Village, place: int) -> None:
    places = scene.places(village)
    aside = _LAID_ASIDE.get(place % _DOZEN)
    course = _settled_here(scene, day, text) if aside is None else _laid_aside(scene, day, text, aside)
    scene.book.add(
        Stage.WRITTEN,
        "case",
        number=number,
        received_on=day,
        unit=scene.units[village.code],
        nature=text.nature,
        field=text.field,
        title=text.title,
        content=text.content,
        against=text.against,
        citizen_name=scene.speaker(village),
        citizen_address=as_address(places["lane"], places["village"]),
        **({"channel": "letter"} | dict(course)),
    )


def _laid_aside(scene: Scene, day: dt.date, text: CaseText, how: str) -> Mapping[str, object]:
    """A letter for the level above is handed on, a complaint guided; one that came too late is told so."""
    if how == "transferred" and text.nature == "complaint":
        how = "guided"
    handled = scene.timeline.later(day, _ACCEPTED_AFTER)
    known: dict[str, object] = {"competence": "commune" if how == "not_accepted" else "province"}
    if how == "returned":
        known |= {"channel": "transferred", "sent_to": _OFFICE}
    if handled <= scene.timeline.today:
        known |= {"handling": how, "handled_on": handled, "ground": _GROUNDS.get(how)}
        known |= {"sent_to": _PROVINCE} if how in ("guided", "transferred") else {}
    return known


def _settled_here(scene: Scene, day: dt.date, text: CaseText) -> Mapping[str, object]:
    """A letter for the commune is accepted, settled, sent and published, as far as today allows."""
    timeline, today = scene.timeline, scene.timeline.today
    accepted = timeline.later(day, _ACCEPTED_AFTER)
    decided = timeline.later(accepted + dt.timedelta(days=_SETTLED_AFTER - 1), 1)
    sent, published = timeline.later(decided, 3), timeline.later(decided, 5)
    known: dict[str, object] = {"competence": "commune"}
    if accepted <= today:
        known |= {"accepted_on": accepted, "notified_on": accepted, "verifier": f"Tổ xác minh của {_BY}"}
    if decided <= today:
        known |= {"decided_on": decided, "result": text.result}
    if decided <= today and sent <= today:
        known |= {"sent_on": sent}
    if decided <= today and published <= today and text.result != "withdrawn":
        known |= {"published_on": published, "published_how": "board"}
    return known


def _add_hot_spot(scene: Scene, number: str, day: dt.date, village: Village, *, calm: bool) -> None:
    timeline = scene.timeline
    uid = scene.book.add(
        Stage.WRITTEN,
        "case",
        number=number,
        received_on=day,
        unit=scene.units[village.code],
        channel="discovered",
        nature="hot_spot",
        field="environment" if calm else "land",
        title="Người dân tập trung phản đối bãi tập kết rác" if calm else "Nhiều hộ chưa nhận tiền bồi thường dự án",
        content=(
            "Khoảng 45 hộ tập trung tại điểm tập kết, chặn xe chở rác vì mùi hôi, nước rỉ ra mương."
            if calm
            else "45 hộ chưa nhận tiền vì cho rằng giá đất thấp; nhiều lần lên trụ sở xã, tỉnh đề nghị xem lại."
        ),
        people=45,
        mass=True,
        long=not calm,
        competence="commune",
        handling=None,
        handled_on=timeline.later(day, 1),
        raised_on=day,
        danger="cooled" if calm else "complicated",
        cooled_on=timeline.later(day, 15) if calm else None,
        forecast="Có thể kéo dài nếu chậm đối thoại với các hộ.",
        proposal="Tổ chức đối thoại trực tiếp tại thôn, trả lời từng kiến nghị bằng văn bản.",
    )
    for place, what in enumerate(("Báo cáo Đảng ủy, cử tổ công tác xuống địa bàn.", "Đối thoại với các hộ.")):
        scene.book.add(Stage.WRITTEN, "step", file=uid, done_on=timeline.later(day, place + 1), what=what, by=_BY)
