"""What a community is called (thôn, bản, tổ dân phố, khu …), who heads it, and what a commune has of them."""

from __future__ import annotations

import re

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.reports.document import Paragraph
from danvan_desktop.reports.wording import (
    Called,
    bare_name,
    called,
    capitalised,
    date_words,
    person,
    sentence,
    time_words,
    within_sentence,
)

_KINDS = {"village": "thôn", "hamlet": "bản", "residential_group": "tổ dân phố"}
_WORDS = (
    *("khu dân cư", "tổ dân phố", "khu phố", "khu vực", "thôn", "bản", "làng", "xóm", "ấp", "khóm", "buôn", "bon"),
    *("phum", "sóc", "khu", "tổ"),
)
"""Names that communities bear (Luật Tổ chức chính quyền địa phương: thôn, làng, ấp, bản, buôn, bon, phum, sóc; tổ dân
phố, khu phố, khối, khóm); longer ones first."""
_NUMBERED = re.compile(r"^Số(?= \d)")
_POSTS_APART = re.compile(r",|;|\bkiêm\b|\s[-–—]\s")
_ALL = "thôn, tổ dân phố"
_USUAL = {"xã": "thôn", "phường": "tổ dân phố"}
_ABOVE_COMMUNES = frozenset({"province", "district"})
_COMMUNES = ("xã", "phường", "đặc khu", "thị trấn")
_ALL_COMMUNES = "xã, phường"


def is_community(unit: Record) -> bool:
    """Tell whether a unit is a village, hamlet or residential group."""
    return unit.text("kind") in VILLAGE_KINDS


def community_word(unit: Record) -> str:
    """Say what a community is, as its name does, else by its kind: ``thôn``, ``tổ dân phố``, ``khu``."""
    name = unit.text("name").lower()
    named = next((word for word in _WORDS if name.startswith(f"{word} ")), "")
    return named or _KINDS.get(unit.text("kind"), "đơn vị")


def full_name(unit: Record) -> str:
    """Name a unit with what it is: a village that was entered as ``Đông`` is ``Thôn Đông``."""
    name = unit.text("name")
    if not is_community(unit) or name.lower().startswith(f"{community_word(unit)} "):
        return name
    word = community_word(unit)
    return f"{capitalised(word)} {_NUMBERED.sub('số', name)}"


def community_head(unit: Record) -> str:
    """Name the post of a community's head: ``Trưởng thôn``, ``Tổ trưởng tổ dân phố``."""
    word = community_word(unit)
    return f"Tổ trưởng {word}" if word.startswith("tổ") else f"Trưởng {word}"


def heads(unit: Record, position: str) -> bool:
    """Tell whether a position, which may name several posts, is that of this community's head.

    ``Tổ trưởng Tổ bầu cử`` heads no residential group, ``Phó Trưởng thôn`` no village, ``Trưởng thôn Tây`` not Đông.
    """
    post, name = community_head(unit).lower(), full_name(unit).lower()
    own = name.removeprefix(community_word(unit)).strip()
    return any(_plain_post(part) in _posts(post, own) for part in _POSTS_APART.split(position.lower()))


def head_who_chaired(meeting: Record, unit: Record) -> str:
    """Name the head of the community where it is recorded that the head chaired, else leave room for the name."""
    chair = person(meeting.text("chair"))
    return bare_name(chair.name) if heads(unit, chair.position) else ""


def _posts(post: str, own: str) -> tuple[str, ...]:
    return (post, f"{post} {own}", f"{post} {own.removeprefix('số ')}", f"{post} số {own}")


def _plain_post(part: str) -> str:
    return " ".join(part.replace("tdp", "tổ dân phố").split())


def meeting_called(meeting: Record, unit: Record) -> Called:
    """Say what a meeting of a community is about, as its papers do."""
    return called(meeting.text("subject"), named_within(unit), community_word(unit))


def communities_of(store: Records, unit: Record) -> str:
    """Name what a commune's communities are, such as ``thôn, bản``; of a community its own word.

    Where none is listed yet a xã has thôn, a phường tổ dân phố, as the law has it.
    """
    if is_community(unit):
        return community_word(unit)
    below = store.find("unit", parent=unit.uid)
    words = sorted({community_word(one) for one in below if is_community(one)}, key=_WORDS.index)
    return ", ".join(words) or _USUAL.get(commune_word(unit) if not is_above_communes(unit) else "", _ALL)


def in_own_words(store: Records, unit: Record, text: str) -> str:
    """Say a text on “thôn, tổ dân phố” with what an office's own communities are: ``Họp thôn, bản``."""
    if _ALL not in text.lower() or is_above_communes(unit):
        return text
    own = communities_of(store, unit)
    return text.replace(_ALL, own).replace(capitalised(_ALL), capitalised(own))


def is_above_communes(unit: Record) -> bool:
    """Tell whether an office is of a level whose parts are communes, not villages."""
    return unit.text("kind") in _ABOVE_COMMUNES


def parts_called(store: Records, unit: Record) -> str:
    """Name what an office's own parts are: a commune's ``thôn, bản``, a province's ``xã, phường``."""
    if not is_above_communes(unit):
        return communities_of(store, unit)
    communes = (one for one in store.find("unit", parent=unit.uid) if one.text("kind") == "commune")
    return ", ".join(sorted({commune_word(one) for one in communes}, key=_COMMUNES.index)) or _ALL_COMMUNES


def commune_word(unit: Record) -> str:
    """Say whether a unit is a ``xã``, ``phường`` or ``đặc khu``, as its name does."""
    name = unit.text("name").lower()
    words = (*reversed(_COMMUNES), "tỉnh", "thành phố", "huyện")
    return next((word for word in words if name.startswith(f"{word} ")), "xã")


def front_of(unit: Record) -> str:
    """Name the Fatherland Front of a commune."""
    return f"Ủy ban Mặt trận Tổ quốc Việt Nam {named_within(unit)}"


def council_of(unit: Record) -> str:
    """Name the standing body of a commune's People's Council."""
    return f"Thường trực Hội đồng nhân dân {named_within(unit)}"


def named_within(unit: Record) -> str:
    """Give a unit's whole name as it stands within a sentence."""
    return within_sentence(full_name(unit))


def when_called(meeting: Record) -> str:
    """Tell the hour and the day for which a meeting is called."""
    starts = meeting.datetime("starts_at")
    return f"{time_words(starts.time() if starts else None)}, {date_words(meeting.date('starts_at'))}"


def meeting_opens(meeting: Record, unit: Record, gathering: Called) -> Paragraph:
    """Begin the minutes of a meeting as the forms of the decree do: when, where, who met for what."""
    return Paragraph(
        f"Hôm nay, vào hồi {when_called(meeting)}, tại {meeting.text('place')}, {named_within(unit)} tổ chức"
        f" {sentence(gathering.phrase)}"
    )
