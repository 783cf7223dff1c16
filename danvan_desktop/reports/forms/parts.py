"""What several forms share: issuing bodies of units, persons with their positions, labelled lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Align, Block, DocumentNumber, FillLines, Header, Paragraph, Run, Signature
from danvan_desktop.reports.forms.communities import community_head, full_name, is_community, named_within
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import DOTS, date_words, person, place_name, time_words, within_sentence

SIGN_NOTE = "(Ký, ghi rõ họ tên)"
SEAL_NOTE = "(Ký tên, đóng dấu)"

_GOVERNED = frozenset({"province", "district", "commune"})
_COMMITTEE, _SHORT_COMMITTEE = "uy ban nhan dan", "ubnd"
"""The People's Committee as folded texts have it."""


def unit_of(context: ReportContext, record: Record, field: str = "unit") -> Record:
    """Return the unit that a record names, deleted or not; the store's own when it names none that is known."""
    unit = context.store.get(record.text(field), include_deleted=True) if record.text(field) else None
    return unit or context.store.unit


def commune_of(context: ReportContext, unit: Record) -> Record:
    """Return the unit with a People's Committee that a unit lies in: itself, or the nearest above it."""
    seen: set[str] = set()
    current: Record | None = unit
    while current is not None and current.uid not in seen:
        if current.text("kind") in _GOVERNED:
            return current
        seen.add(current.uid)
        parent = current.text("parent")
        current = context.store.get(parent, include_deleted=True) if parent else None
    return context.store.unit


def named_petition(context: ReportContext, record: Record, unit: Record) -> Record | None:
    """Return the petition that a record of a unit names, when a paper may tell of it.

    A secret one is told nobody. One of another commune is not this one's to tell of: a record may name any that came.
    """
    petition = context.store.get(record.text("petition")) if record.text("petition") else None
    if petition is None or petition.secret:
        return None
    is_of_here = context.store.tree.is_below(petition.text("unit"), commune_of(context, unit).uid)
    return petition if is_of_here else None


def committee(unit: Record) -> str:
    """Name the People's Committee of a unit; other units issue papers in their own name."""
    name = full_name(unit)
    return f"Ủy ban nhân dân {within_sentence(name)}" if unit.text("kind") in _GOVERNED else name


def is_own_committee(unit: Record, named: str) -> bool:
    """Tell whether a text names the People's Committee of a unit or its chair, with the unit's name or without."""
    said = fold(named).replace(_COMMITTEE, _SHORT_COMMITTEE).removeprefix("chu tich ").strip(" .")
    name = fold(full_name(unit))
    word = name.removesuffix(fold(place_name(full_name(unit)))).strip() or name.split()[0]
    return unit.text("kind") in _GOVERNED and said in {f"{_SHORT_COMMITTEE} {name}", f"{_SHORT_COMMITTEE} {word}"}


def head_lines(unit: Record) -> tuple[str, ...]:
    """Name who signs for a unit."""
    if unit.text("kind") in _GOVERNED:
        return ("TM. Ủy ban nhân dân", "Chủ tịch")
    return (community_head(unit),) if is_community(unit) else ("Người đứng đầu đơn vị",)


def head_signature(unit: Record) -> Signature:
    """Let the head of a unit sign; only who heads a commune or more has a seal."""
    return Signature(head_lines(unit), SIGN_NOTE if is_community(unit) else SEAL_NOTE)


def short_committee(unit: Record) -> str:
    """Name the People's Committee as forms of villages have it."""
    name = full_name(unit)
    return f"UBND {within_sentence(name)}" if unit.text("kind") in _GOVERNED else name


_PROVINCE = "province"


def unit_header(context: ReportContext, unit: Record, place_date: str = "") -> Header:
    """Make the header of a unit's paper: villages stand below the committee of their commune."""
    commune = commune_of(context, unit)
    if is_community(unit) and commune.uid != unit.uid:
        return Header(full_name(unit), superior=short_committee(commune), place_date=place_date)
    return Header(committee(unit), place_date=place_date)


def party_committee(unit: Record) -> str:
    """Name the Party committee of a unit, the Party cell of a village."""
    name = named_within(unit)
    if unit.text("kind") == _PROVINCE:
        return f"{party_word(unit)} {unit.text('name').removeprefix('Tỉnh ').removeprefix('Thành phố ')}"
    return f"Chi bộ {name}" if is_community(unit) else f"Đảng ủy {name}"


def party_word(unit: Record) -> str:
    """Say what the Party committee of an authority is called."""
    if unit.text("kind") != _PROVINCE:
        return "Đảng ủy"
    return "Thành ủy" if unit.text("name").startswith("Thành phố ") else "Tỉnh ủy"


def issuer_header(
    context: ReportContext, unit: Record, kind_symbol: str, place_date: str = "", number: int | None = None
) -> Header:
    """Make the header of a unit's numbered paper by the style asked for; ``kind_symbol`` is such as ``BC``.

    The Party names the Party organisation above (Hướng dẫn 36-HD/VPTW, Phụ lục 3, mục 2).
    """
    if context.style is Style.STATE:
        header = unit_header(context, unit, place_date)
        body = "" if is_community(unit) else "UBND"
        return replace(header, number=DocumentNumber(number, "-".join(filter(None, (kind_symbol, body)))))
    above = context.store.get(unit.text("parent"), include_deleted=True) if unit.text("parent") else None
    superior = f"Đảng bộ {within_sentence(above.text('name'))}" if above else ""
    body = "CB" if is_community(unit) else "TU" if unit.text("kind") == _PROVINCE else "ĐU"
    return Header(party_committee(unit), superior, DocumentNumber(number, f"{kind_symbol}-{body}"), place_date)


def ended(meeting: Record) -> str:
    """Say when a meeting ended, as its papers close."""
    ends = meeting.datetime("ends_at")
    same_day = ends is None or ends.date() == meeting.date("starts_at")
    day = "cùng ngày" if same_day else date_words(meeting.date("ends_at"))
    return f"Cuộc họp kết thúc vào hồi {time_words(ends.time() if ends else None)} {day}."


def place_of(context: ReportContext, unit: Record) -> str:
    """Name the place where a unit's papers are dated."""
    return place_name(commune_of(context, unit).text("name"))


def last_day(context: ReportContext, due: dt.date) -> str:
    """Say a last day, with the one until which the term is kept where it is a day off: on every paper alike."""
    until = context.store.terms.ending(due).until
    return date_words(due) if until == due else f"{date_words(due)} (ngày nghỉ, tính đến hết {date_words(until)})"


def ahead_words(context: ReportContext, due: dt.date, day: dt.date) -> str:
    """Say the last day that a paper of a ``day`` sets; one that had come by then is for a hand to set anew."""
    return last_day(context, due) if due > day else date_words(None)


def person_line(context: ReportContext, label: str, text: str) -> Block:
    """Write a person with the position, dots where it is to be filled in."""
    who = person(text)
    named = f"{label}: {context.addressed_leader(who.name or DOTS + DOTS)}; chức vụ:"
    position = who.position.rstrip(". ")
    return Paragraph(f"{named} {position}.") if position else FillLines(named)


def guests_named(context: ReportContext, meeting: Record) -> str:
    """Name the guests of a meeting, each by the title that is known."""
    guests = meeting.text("guests").rstrip(" .;\n")
    return "; ".join(context.called(guest.strip()) for guest in guests.split(";")) if guests else ""


def addressee_lines(names: Sequence[str]) -> tuple[Block, ...]:
    """Write whom a letter goes to: one beside “Kính gửi:”, several one a line (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if len(names) == 1:
        return (Paragraph(f"Kính gửi: {names[0]}", Align.CENTER, indent=False),)
    last = len(names) - 1
    lines = (f"- {name.rstrip(' .;')}{'.' if place == last else ';'}" for place, name in enumerate(names))
    return (Paragraph("Kính gửi:"), *(Paragraph(line, Align.LEFT) for line in lines))


def to_be_told(text: str) -> Block:
    """Write a text; dotted lines wait for a hand where nobody recorded it, since it did happen."""
    return Paragraph(text.strip()) if text.strip() else FillLines(lines=2)


def labelled(label: str, text: str, empty_lines: int = 2) -> Iterator[Block]:
    """Write a labelled text; dotted lines wait for a hand where there is none."""
    first, _newline, rest = text.strip().partition("\n")
    if not first:
        yield FillLines(f"{label}:", empty_lines, bold=True)
        return
    yield Paragraph((Run(f"{label}: ", bold=True), Run(first)))
    if rest.strip():
        yield Paragraph(rest)


def numbered_sections(titles_and_texts: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Write labelled texts under running numbers."""
    for number, (title, text) in enumerate(titles_and_texts, 1):
        yield from labelled(f"{number}. {title}", text)
