"""What offices call the columns and choices of a kind in their own lists, and what makes two rows the same record.

The words are data, in ``resources/exchange/columns.json``; labels and code names of the declarations always count.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any

import msgspec

from danvan_desktop.assets import read_resource
from danvan_desktop.domain.fields import Field, FieldType, Preset
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import fold, normalise
from danvan_desktop.exchange.grid import OWN_HEADING
from danvan_desktop.localization import Message, _

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")
_Codes = dict[str, set[str]]
UID = "uid"
"""The target of a column that holds the uids of the records themselves."""


class Part(Enum):
    """Which part of a field a column holds."""

    VALUE = ""
    TIME = "time"
    """The time of day of a date-time whose day stands in another column."""
    UID = "uid"
    """The uid of a reference whose name stands in another column."""
    MIDDLE = "middle"
    """The middle names of a person, in a column of their own."""
    GIVEN = "given"
    """The given name of a person whose family and middle names stand in another column."""
    MORE = "more"
    """More of a text that begins in another column; several columns may hold that."""


@dataclass(frozen=True)
class Target:
    """What a column is read into: a field of the kind (or ``uid``) and the part of it."""

    field: str
    part: Part = Part.VALUE

    @classmethod
    def parse(cls, text: str) -> Target:
        """Read ``starts_at`` or ``starts_at.time``; raises ValueError for an unknown part."""
        field, _dot, part = text.partition(".")
        return cls(field, Part(part))

    def __str__(self) -> str:
        """Write as ``parse`` reads it."""
        return f"{self.field}.{self.part.value}" if self.part is not Part.VALUE else self.field


RECORD_UID = Target(UID)


def label_of(kind: Kind, target: Target) -> Message:
    """Name a target as the heading of its column."""
    if target == RECORD_UID:
        return Message(OWN_HEADING)
    label = kind.field(target.field).label
    if target.part is Part.UID:
        return _("Mã bản ghi: {field}", field=label)
    if target.part is Part.MIDDLE:
        return _("{field}, tên đệm", field=label)
    if target.part is Part.GIVEN:
        return _("{field}, tên riêng", field=label)
    if target.part is Part.MORE:
        return _("{field}, ghi tiếp", field=label)
    return _("{field}, giờ", field=label) if target.part is Part.TIME else label


def targets_of(kind: Kind) -> tuple[Target, ...]:
    """Return all targets of a kind in the order of its fields, then what goes on in other columns, the uids last."""
    values: list[Target] = []
    for field in kind.fields:
        values.append(Target(field.name))
        if field.type is FieldType.DATETIME:
            values.append(Target(field.name, Part.TIME))
        if field.person:
            values += [Target(field.name, Part.MIDDLE), Target(field.name, Part.GIVEN)]
    more = (Target(field.name, Part.MORE) for field in kind.fields if _goes_on(field))
    return (*values, *more, *(Target(field.name, Part.UID) for field in kind.references), RECORD_UID)


def _goes_on(field: Field) -> bool:
    """Tell whether lists part what stands in a field: words do not stand in one column alone, names and numbers do."""
    return field.textual and not (field.person or field.official or field.preset is Preset.NEXT_NUMBER)


def heading_key(text: str) -> str:
    """Reduce a heading to its words without marks, signs and what stands in brackets."""
    bare = _BRACKETS.sub(" ", fold(normalise(text)))
    return " ".join(_NO_WORD.sub(" ", bare).split())


def _key_with_brackets(text: str) -> str:
    """Reduce words as a heading, with what stands in brackets: “Đồng chí (ông)” is another choice than “(bà)”."""
    return " ".join(_NO_WORD.sub(" ", fold(normalise(text))).split())


@dataclass(frozen=True)
class Profile:
    """How lists of one kind are written outside of this program.

    ``same_by`` names the fields that two records of the kind never share (none: all fields that were filled in),
    ``same_else`` those that tell a record again where a list has none of them (none: all fields that were filled in);
    ``places`` those that only say where in a list it stands, which others that come and go change;
    ``asked`` those that lists lack as a rule and that are worth asking for though a record can do without them.
    ``spans`` are the days that begin what one column tells, with those that end it; ``headed_by`` is the field that
    rows numbered I, II, III tell of the rows below them.
    """

    kind: Kind
    same_by: tuple[str, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    choice_synonyms: Mapping[str, Mapping[str, tuple[str, ...]]]
    ignored: frozenset[str]
    asked: tuple[str, ...] = ()
    same_else: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    spans: Mapping[str, str] = dataclasses.field(default_factory=dict)
    headed_by: str = ""

    @cached_property
    def headings(self) -> dict[str, Target]:
        """All headings that are known, reduced, with what they stand for; labels go before synonyms."""
        found: dict[str, Target] = {}
        targets = targets_of(self.kind)
        for target in targets:
            found.setdefault(heading_key(str(label_of(self.kind, target))), target)
        for target in targets:
            found.setdefault(heading_key(str(target).replace("_", " ")), target)
        for name, synonyms in self.synonyms.items():
            for synonym in synonyms:
                found.setdefault(heading_key(synonym), Target.parse(name))
        return found

    def meanings(self, heading: str) -> tuple[Target, ...]:
        """Return all that a reduced heading may stand for by the words of offices, what it says itself first.

        “Kết quả giải quyết” heads results, states and what was answered alike; the cells below tell which.
        """
        said = self.headings.get(heading)
        others = (
            Target.parse(name) for name, synonyms in self.synonyms.items() if heading in map(heading_key, synonyms)
        )
        return () if said is None else tuple(dict.fromkeys((said, *others)))

    @property
    def person(self) -> Target | None:
        """The first field that names a person."""
        return next((Target(field.name) for field in self.kind.fields if field.person), None)

    def is_person(self, target: Target) -> bool:
        """Tell whether a target is the name of a person."""
        return target.part is Part.VALUE and self.kind.has(target.field) and self.kind.field(target.field).person

    def choice(self, field: Field, text: str) -> str | None:
        """Return the code of a choice by its code, label, a part of its label or a synonym; ``None`` if unclear."""
        for wanted in (_key_with_brackets(text), heading_key(text)):
            for names in self._choice_names[field.name]:
                codes = names.get(wanted, ())
                if len(codes) == 1:
                    return next(iter(codes))
        return None

    @cached_property
    def _choice_names(self) -> dict[str, tuple[_Codes, _Codes]]:
        """The codes of each field by their exact names, and by parts of labels and synonyms."""
        return {
            field.name: (_codes(self._exact_names(field)), _codes(self._other_names(field)))
            for field in self.kind.fields
            if field.choices
        }

    def _exact_names(self, field: Field) -> Iterator[tuple[str, str]]:
        for choice in (*field.choices, *field.former_choices):
            yield choice.code, choice.code
            yield choice.code, str(choice.label)
            for words in choice.also:
                yield choice.code, words

    def _other_names(self, field: Field) -> Iterator[tuple[str, str]]:
        """Name choices by the parts of labels such as “Đất đai, bồi thường” and by synonyms."""
        for choice in field.choices:
            for part in str(choice.label).split(","):
                yield choice.code, part
        for code, names in self.choice_synonyms.get(field.name, {}).items():
            for name in names:
                yield code, name


def _codes(names: Iterator[tuple[str, str]]) -> _Codes:
    found: _Codes = {}
    for code, name in names:
        for key in (_key_with_brackets(name), heading_key(name)):
            found.setdefault(key, set()).add(code)
    return found


def profile_of(kind: Kind) -> Profile:
    """Return the profile of a kind; one that the data does not know has only its labels."""
    data = _data()
    own = data["kinds"].get(kind.name, {})
    return Profile(
        kind,
        tuple(own.get("same_by", ())),
        own.get("headings", {}),
        own.get("choices", {}),
        frozenset(heading_key(text) for text in data["ignored"]),
        tuple(own.get("asked", ())),
        tuple(own.get("same_else", ())),
        tuple(own.get("places", ())),
        own.get("spans", {}),
        own.get("headed_by", ""),
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_resource(msgspec.json.Decoder(dict[str, Any]).decode, "exchange", "columns.json")
    return data
