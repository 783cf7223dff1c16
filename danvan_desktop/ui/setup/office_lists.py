"""Reads the lists that a new office pastes: its villages, its officers. No widgets here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.text import fold, mark_form
from danvan_desktop.domain.village_names import free_codes, kind_of_village
from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import (
    Headings,
    PastedRow,
    is_person,
    person_and_post,
    person_name,
    read_pasted,
    title_told,
    typed_cells,
)
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.setup.read_lines import ReadLine, changes, dropped, dropped_twice, in_order, name_changes, taken

_SHORTENED = re.compile(r"^(t|th|tdp|tổ dp)(?:\.\s*|(?<=dp)\s+)(?=\w)", re.IGNORECASE)
_SORT = re.compile(r"(?:thôn|bản|xóm|ấp|buôn|làng|khu phố|khu|tổ dân phố|tổ)\s+")
"""What stands, in small letters, before the name of a place, whose words begin with capitals."""
_BARE_NUMBER = re.compile(r"(.*\S)\s+(\d{1,3}(?:\.\d{3})?|\d{4})")
_LEAST_HOUSEHOLDS = 30
"""A bare number behind the name of a village counts households from here; below it may be a part of the name."""
_WRITTEN_OUT = {"t": "Thôn ", "th": "Thôn ", "tdp": "Tổ dân phố ", "to dp": "Tổ dân phố "}
_NUMBERS: Headings = dict.fromkeys(("stt", "tt", "so tt", "so thu tu"))
_VILLAGES: Headings = {
    **dict.fromkeys(("ten thon", "thon", "ten", "ten thon ban", "thon ban", "thon xom", "ten thon to dan pho"), "name"),
    **dict.fromkeys(("thon to dan pho", "to dan pho", "ten to dan pho", "ten ban", "ten don vi", "khu pho"), "name"),
    **dict.fromkeys(("so ho", "tong so ho", "so ho dan"), "households"),
    **dict.fromkeys(("so khau", "so nhan khau", "nhan khau", "tong so khau", "dan so"), "population"),
    **dict.fromkeys(("truong thon", "ho ten truong thon", "ho va ten truong thon", "nguoi dung dau"), "head"),
    **dict.fromkeys(("truong thon to truong", "to truong", "truong ban"), "head"),
    **_NUMBERS,
}
_OFFICERS: Headings = {
    **dict.fromkeys(("ho va ten", "ho ten", "ten", "can bo", "ho ten can bo", "ho va ten can bo"), "full_name"),
    **dict.fromkeys(("chuc vu", "chuc danh", "chuc vu chuc danh", "nhiem vu", "vi tri viec lam"), "position"),
    **dict.fromkeys(("so dien thoai", "dien thoai", "sdt", "so dt", "dt", "di dong", "so di dong"), "phone"),
    **_NUMBERS,
}
_NOBODY = frozenset({"chua co", "khong", "trong", "khuyet"})
"""What is written, folded, where a village has nobody at its head."""
_PHONE = re.compile(r"\(?\+?\d[\d .()-]{7,}")
NO_POSITION = _("Cán bộ")


@dataclass(frozen=True)
class Known:
    """What an office has already: names of units and officers (folded), and the codes of its units."""

    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Iterable[Record], officers: Iterable[Record]) -> Known:
        """Gather it from records."""
        units = list(units)
        names = [unit.text("name") for unit in units] + [officer.text("full_name") for officer in officers]
        return cls(frozenset(map(fold, names)), frozenset(unit.text("code") for unit in units))


NOTHING_YET = Known()


@dataclass(frozen=True)
class ReadList:
    """What a pasted list comes to, and what becomes of each of its lines."""

    drafts: Sequence[Draft]
    lines: Sequence[ReadLine]

    def __iter__(self) -> Iterator[Draft]:
        """Give the drafts in their order."""
        return iter(self.drafts)


def villages_in(text: str, own: Record, known: Known = NOTHING_YET) -> ReadList:
    """Read villages, a line each: the name, then the number of households and who heads it, if they are known."""
    pasted = read_pasted(text, _VILLAGES)
    named = [_with_whole_name(_parted(row)) for row in pasted.rows]
    rows, repeated = _once(named, known)
    codes = free_codes(own.text("code"), known.codes.__contains__)
    drafts = [
        Draft(
            "unit",
            {
                "name": row.cells[0],
                "kind": kind_of_village(row.cells[0]),
                "code": next(codes),
                "parent": own.uid,
                **_village(row),
            },
        )
        for row in rows
    ]
    households = [value for draft in drafts if isinstance(value := draft.values["households"], int)]
    lines = [
        taken(
            row,
            cells_of(draft.values, ("name", "kind", "households", "head")),
            changes(row, row.cells[0], draft.values),
        )
        for row, draft in zip(rows, drafts, strict=True)
    ]
    return ReadList(drafts, in_order(lines, repeated, [dropped(other, sum(households)) for other in pasted.others]))


def officers_in(text: str, own: Record, known: Known = NOTHING_YET) -> ReadList:
    """Read officers, a line each: name and position in either order, without numbers and titles."""
    pasted = read_pasted(text, _OFFICERS)
    rows, repeated = _once([replace(row, cells=_officer(row)) for row in pasted.rows], known)
    drafts = [
        Draft(
            "officer",
            {
                "full_name": name,
                "called": title_told(row.written),
                "position": post or str(NO_POSITION),
                "phone": phone or None,
                "unit": own.uid,
            },
        )
        for row in rows
        for name, post, phone in (row.cells,)
    ]
    lines = [
        taken(row, cells_of(draft.values, ("full_name", "position", "phone")), _officer_changes(row))
        for row, draft in zip(rows, drafts, strict=True)
    ]
    return ReadList(drafts, in_order(lines, repeated, map(dropped, pasted.others)))


def cells_of(values: Mapping[str, object], names: Sequence[str]) -> list[str]:
    """Return what is shown of a record or a draft; a kind of unit by its name in words."""
    found = [values.get(name) for name in names]
    labels = {choice.code: str(choice.label) for choice in ALL_KINDS["unit"].field("kind").choices}
    return ["" if value is None else labels.get(str(value), str(value)) for value in found]


def _officer_changes(row: PastedRow) -> list[Message]:
    name, post, _phone = row.cells
    is_parted = len(row.written) == 1 and post and ";" not in row.written[0]
    told = name_changes(row, name) + ([_("tách khỏi tên")] if is_parted else [])
    return told if post else [*told, _("chưa ghi chức vụ, tạm ghi “Cán bộ”")]


def _parted(row: PastedRow) -> PastedRow:
    """Take a number of households that stands behind the name out of it, where its own column is empty."""
    if "households" in row.named or any(whole_number(cell) is not None for cell in row.cells[1:]):
        return row
    parts = typed_cells(row.cells[0]) if row.named else [row.cells[0]]
    if len(parts) == 1:
        parts = _parted_at_its_end(parts[0])
    if len(parts) == 1 or whole_number(parts[1]) is None:
        return row
    named = {**row.named, "name": parts[0], "households": parts[1]} if row.named else {}
    return replace(row, cells=(*parts, *row.cells[1:]), named=named)


def _parted_at_its_end(name: str) -> list[str]:
    """Part a bare number of households from the name of a village: “Thôn Đông 120”, “Tổ 4 71”.

    Villages are numbered, too: Tổ dân phố 12, Thôn Tân Lập 3. So it is none right behind the word for a village, nor a
    low one behind a name.
    """
    found = _BARE_NUMBER.fullmatch(name)
    if found is None:
        return [name]
    rest, number = found[1], whole_number(found[2])
    proper = _SORT.sub("", mark_form(_whole_name(name)).lower(), count=1).removesuffix(found[2]).strip()
    is_named = proper not in {"", "số"}
    is_households = number is not None and (number >= _LEAST_HOUSEHOLDS or rest[-1].isdecimal())
    return [rest, found[2]] if is_named and is_households else [name]


def _with_whole_name(row: PastedRow) -> PastedRow:
    return replace(row, cells=(_whole_name(row.cells[0]), *row.cells[1:]))


def _whole_name(name: str) -> str:
    """Write out what people shorten before a village's name, and begin it with a capital."""
    whole = _SHORTENED.sub(lambda match: _WRITTEN_OUT[fold(match[1])], name)
    if whole == whole.lower() and (sort := _SORT.match(whole)) is not None:
        words = [word if word == "số" else word[:1].upper() + word[1:] for word in whole[sort.end() :].split()]
        whole = sort[0] + " ".join(words)
    return whole[:1].upper() + whole[1:]


def _village(row: PastedRow) -> dict[str, Value]:
    """Return what is told of a village beside its name: by column, else its first number and its first person."""
    if row.named:
        numbers = {name: whole_number(row.named.get(name, "")) for name in ("households", "population")}
        head = row.named.get("head", "")
        return {**numbers, "head": None if fold(head) in _NOBODY else person_name(head) or None}
    _name, *cells = row.cells
    return {
        "households": next((number for cell in cells if (number := whole_number(cell)) is not None), None),
        "head": next((person_name(cell) for cell in cells if is_person(cell)), None),
    }


def _officer(row: PastedRow) -> tuple[str, str, str]:
    """Return name, position and telephone of an officer, empty where they are not told."""
    if row.named:
        name, post = person_and_post(row.named["full_name"])
        return name, row.named.get("position", post), row.named.get("phone", "")
    first, *cells = row.cells
    phone = next((cell for cell in cells if _PHONE.fullmatch(cell)), "")
    cells = [cell for cell in cells if any(map(str.isalpha, cell))]
    if cells and not is_person(first) and is_person(cells[0]):
        first, cells[0] = cells[0], first
    name, post = person_and_post(first)
    return name, ", ".join(filter(None, [post, *cells])), phone


def _once(rows: Iterable[PastedRow], known: Known) -> tuple[list[PastedRow], list[ReadLine]]:
    """Keep the first row of each name, and return the lines of those that came again or were known."""
    seen = set(known.names)
    kept: list[PastedRow] = []
    repeated: list[ReadLine] = []
    for row in rows:
        name = row.cells[0]
        if fold(name) in seen:
            repeated.append(dropped_twice(row, known=fold(name) in known.names))
        else:
            kept.append(row)
        seen.add(fold(name))
    return kept, repeated
