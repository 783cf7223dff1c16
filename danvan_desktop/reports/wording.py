"""How official papers word things: dates, times, names of bodies, persons, empty places.

Printed forms are Vietnamese by law, so these words are data of the forms and not messages for translation.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

DOTS = "…………"
NOTHING = "Không phát sinh"
"""What official reports and registers say where there is nothing to enter."""

_TYPE_WORDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Phường", "Xã")
_TITLES = ("ông ", "bà ", "đồng chí ", "đ/c ")
_POSITION_MARK = re.compile(r"\s*(?:,|;|\s[-–—]\s)\s*")
_DIALOGUE, _WITH, _ON = "đối thoại ", "với ", "về "
_ABOUT = re.compile(r"^(?:về việc|v/v)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """A name with a title, and the position, each empty when not known."""

    name: str
    position: str = ""


def date_words(day: dt.date | None) -> str:
    """Say a day as documents date themselves: days below ten and the months 1 and 2 take a leading nought.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 4. Without a day there is room to write one.
    """
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def time_words(time: dt.time | None) -> str:
    """Say an hour: 19 giờ 30 phút."""
    return "…… giờ …… phút" if time is None else f"{time.hour:02d} giờ {time.minute:02d} phút"


def place_and_date(place: str, day: dt.date | None) -> str:
    """Write place and date of a document."""
    return f"{place}, {date_words(day)}"


def place_name(unit_name: str) -> str:
    """Give a unit's name as a place: without its type, unless the name is a number."""
    for word in _TYPE_WORDS:
        if unit_name.startswith(f"{word} "):
            rest = unit_name.removeprefix(word).strip()
            return unit_name if rest[:1].isdigit() else rest
    return unit_name


def within_sentence(text: str) -> str:
    """Set a text into a sentence: Xã Đông Sơn becomes xã Đông Sơn, UBND stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def topic(text: str) -> str:
    """Set a topic into a sentence; a name of several capitalised words stays as it is."""
    words = text.split()
    is_name = len(words) > 1 and words[1][:1].isupper()
    return text if is_name else within_sentence(text)


def dialogue_about(text: str) -> str:
    """Say with whom and on what a dialogue is held, by its topic, to stand behind the word ``đối thoại``.

    A topic that names the people itself is taken as it is: ``Đối thoại với chức sắc`` gives ``với chức sắc``.
    """
    said = text.strip()
    if said.lower().startswith(_DIALOGUE):
        said = said[len(_DIALOGUE) :].strip()
    if said.lower().startswith(_WITH):
        return within_sentence(said)
    matter = said[len(_ON) :].strip() if said.lower().startswith(_ON) else said
    return f"với Nhân dân về {topic(matter)}"


def about(subject: str) -> str:
    """Write what a paper is about."""
    return f"Về việc {topic(_ABOUT.sub('', subject, count=1))}"


def person(text: str) -> Person:
    """Read a name with or without its position: ``Nguyễn Văn An, Trưởng thôn``."""
    name, *position = _POSITION_MARK.split(text.strip(), maxsplit=1)
    return Person(name, position[0] if position else "")


def addressed(name: str) -> str:
    """Put the title of the forms before a name, unless it has one."""
    return name if name.lower().startswith(_TITLES) else f"Ông (bà) {name}"


def bare_name(name: str) -> str:
    """Give a name without its title, as it is signed."""
    for title in _TITLES:
        if name.lower().startswith(title):
            return name[len(title) :].strip()
    return name


def sentence(text: str) -> str:
    """End a text as a sentence ends."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."
