"""How official papers word things: dates, times, names of bodies, persons, empty places.

Printed forms are Vietnamese by law, so these words are data of the forms and not messages for translation.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from danvan_desktop.reports.capitals import begins_with_a_name

DOTS = "…………"
NOTHING = "Không phát sinh"
"""What official reports and registers say where there is nothing to enter."""

_TYPE_WORDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Phường", "Xã")
_TITLES = ("ông ", "bà ", "đồng chí ", "đ/c ")
_POSITION_MARK = re.compile(r"\s*(?:,|;|\s[-–—]\s)\s*")
_DIALOGUE, _WITH, _ON = "đối thoại ", "với ", "về "
_ABOUT = re.compile(r"^(?:về việc|v/v)\s+", re.IGNORECASE)
_ALWAYS_CAPITALS = ("Nhân dân", "Nhà nước")
_INNER_QUOTES = str.maketrans('“”"', "‘’'")
_GATHERING = re.compile(r"^(?:cuộc họp|họp|hội nghị)(?:\s+|$)", re.IGNORECASE)
_ONLY_WHO_GATHERS = re.compile(
    r"(?:(?:toàn|toàn thể) )?(?:nhân dân|dân|thôn|bản|tổ dân phố|xóm|ấp|khu dân cư|khu phố)?", re.IGNORECASE
)
_REGULAR = re.compile(
    r"(?:định kỳ|thường kỳ|đột xuất|bất thường|chuyên đề|toàn thể|giao ban|sơ kết|tổng kết|cuối|đầu|quý|tháng|năm)\b",
    re.IGNORECASE,
)


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


def clock_words(time: dt.time) -> str:
    """Say an hour in a table, shorter than in a sentence: ``7 giờ 30``, ``14 giờ``."""
    return f"{time.hour} giờ {time.minute:02d}" if time.minute else f"{time.hour} giờ"


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


def quoted(text: str) -> str:
    """Set a text into quotes; its own become single ones, since quotes within quotes never double."""
    return f"“{text.strip().translate(_INNER_QUOTES)}”"


def within_sentence(text: str) -> str:
    """Set a text into a sentence: Xã Đông Sơn becomes xã Đông Sơn; UBND and Nhân dân stay."""
    return text if text[1:2].isupper() or text.startswith(_ALWAYS_CAPITALS) else text[:1].lower() + text[1:]


def topic(text: str) -> str:
    """Set a topic into a sentence, its first word in small letters unless it begins a name.

    Nghị định 30/2020/NĐ-CP, Phụ lục II: names of persons, places, bodies and festivals keep their capitals.
    """
    return text if begins_with_a_name(text) else within_sentence(text)


def dialogue_about(text: str) -> str:
    """Say with whom and on what a dialogue is held, by its topic, to stand behind the word ``đối thoại``.

    A topic that names the people or the sort of dialogue itself is taken as it is: ``Đối thoại với chức sắc`` gives
    ``với chức sắc``, ``Đối thoại định kỳ giữa …`` gives ``định kỳ giữa …``.
    """
    said = text.strip()
    names_itself = said.lower().startswith(_DIALOGUE)
    if names_itself:
        said = said[len(_DIALOGUE) :].strip()
    if said.lower().startswith(_WITH) or (names_itself and not said.lower().startswith(_ON)):
        return within_sentence(said)
    matter = said[len(_ON) :].strip() if said.lower().startswith(_ON) else said
    return f"với Nhân dân về {topic(matter)}"


def about(subject: str) -> str:
    """Write what a paper is about."""
    return f"Về việc {topic(_ABOUT.sub('', subject, count=1))}"


@dataclass(frozen=True)
class Called:
    """What a meeting of a community is called: under the title of its papers, and within a sentence."""

    title: str
    phrase: str
    gathering: str = ""
    """Under the title of a paper that does not name the meeting itself: ``Cuộc họp định kỳ quý IV``."""

    @property
    def matter(self) -> str:
        """What stands under the title of a ballot, a count or a list of who came."""
        return self.gathering or self.title


def called(subject: str, *community: str) -> Called:
    """Say what a meeting is about, of a ``community`` by its names within a sentence, the whole one first.

    One that is called by its sort has no matter: ``Họp bản Ven định kỳ quý IV`` is ``cuộc họp định kỳ quý IV của cộng
    đồng dân cư``. ``Họp dân`` says no more than the title of the papers: nothing stands under it.
    """
    rest = _GATHERING.sub("", subject.strip(), count=1)
    names_itself = rest != subject.strip()
    for word in community if names_itself else ():
        if f"{rest.lower()} ".startswith(f"{word.lower()} "):
            rest = rest[len(word) :].strip()
            break
    if names_itself and _REGULAR.match(rest):
        rest = within_sentence(rest)
        return Called(capitalised(rest), f"cuộc họp {rest} của cộng đồng dân cư", f"Cuộc họp {rest}")
    if names_itself and _ONLY_WHO_GATHERS.fullmatch(rest):
        return Called("", "cuộc họp của cộng đồng dân cư")
    title = about(rest)
    return Called(title, f"cuộc họp của cộng đồng dân cư {within_sentence(title)}")


def person(text: str) -> Person:
    """Read a name with or without its position: ``Nguyễn Văn An, Trưởng thôn``."""
    name, *position = _POSITION_MARK.split(text.strip(), maxsplit=1)
    return Person(name, position[0] if position else "")


def addressed(name: str, title: str = "", *, comrade: bool = False) -> str:
    """Put a person's ``title`` before the name, or that of the forms; a ``comrade`` in papers of the Party.

    A name that was written with its title keeps that.
    """
    if name.lower().startswith(_TITLES):
        return name
    return f"Đồng chí {name}" if comrade else f"{title or 'Ông (bà)'} {name}"


def bare_name(name: str) -> str:
    """Give a name without its title, as it is signed."""
    for title in _TITLES:
        if name.lower().startswith(title):
            return name[len(title) :].strip()
    return name


def capitalised(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """End a text as a sentence ends."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."
