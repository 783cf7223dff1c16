"""What a record kind declares once, for table, form, list, import, export, search and JSON to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Field, FieldType, LeadsTo, Preset, Values
from danvan_desktop.domain.figures import DeclaredFigure
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.likeness import Alike, Numbered
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import Register
from danvan_desktop.domain.renewal import Renewal
from danvan_desktop.domain.rules.context import Rule
from danvan_desktop.domain.secrecy import SecretWhen, masked
from danvan_desktop.domain.states import HasChoice, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.titles import in_words
from danvan_desktop.domain.yearly import MonthlyMinimum, YearlyMinimum
from danvan_desktop.localization import Message

STATE = "state"
"""The field that tells how far a record has come, in the kinds that have one."""

TITLE_JOINT = " – "
"""What stands between the parts of a record's title."""


class Kind(Struct, frozen=True, kw_only=True, dict=True):
    """A record kind.

    ``title`` names the fields that name a record to people; ``listed`` the columns of its list; ``parent`` the
    reference to the record that it belongs to; ``order`` the field that orders children and lists (``-`` before it:
    descending); ``date`` the field by which it falls into a reporting period; ``unit`` the reference to its unit;
    ``locked_states`` the values of ``state`` in which only fields marked ``open_when_signed`` may change until it is
    reopened with a reason (see ``locking``),
    which holds for its children too unless they say ``locks_with_parent=False``; records ``made_above`` may also be
    made and written by the level above the unit that they are about; ``states`` says how ``state`` follows from what is
    filled in and decided, ``following`` which fields of a new record follow from others,
    ``deadlines`` the terms that its records have to keep; ``secret_when`` tells whose
    content is hidden; records in one of the ``settled_states``, where no work is left on them, may be put into the
    archive of their year (an empty set: in any state, ``None``: never); records of an ``append_only`` kind are made and
    never changed. Records ``about`` another are of the unit of that one, which the field names by its uid. By ``alike``
    two records are found that may be one; only such can be joined. A ``numbered`` kind has a number that an office
    gives once. Its ``events`` stand on the calendar. The
    ``register`` of its periods follows from its list where none is declared; ``figures``
    are those that need no rule of their own; the periods of a kind that ``closes_with_inspectorate`` end with the
    inspectorate's, where the office set their day; ``yearly`` says how many of its records a year must have at the
    least, ``monthly`` how many days of a month.
    Records with the same ``follows_by``, such as the unit, are a row: a new one can be begun like the last of it, and
    planned ahead; where they are ``held_on_working_days``, one whose day is a day off on the next working day. Parts
    ``carried_over`` go with a copy of what they belong to. A save of
    parts of the kinds in ``looks_at_parts`` has the record held against its rules, and what follows from these parts
    found anew. Records whose field has the value named by ``for_all_below`` go to every unit below, which adds parts.
    Where ``goes_up_when`` says something, records of which none of it holds stay inside the unit.
    By its ``renewal`` a record that is closed and comes again has a next one.
    Files can be attached to the records of a kind that stands by itself, and papers with a number are printed of them;
    of another kind that ``takes_files`` or ``has_papers``, too.
    Its records are counted, and spoken of within sentences, by its label or, where that names no thing, as ``one``.
    What is ``guarded`` is opened to officers one by one, where an office has said who may (``officer_rights``).
    """

    name: str
    label: Message
    plural: Message
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    listed: tuple[str, ...]
    order: str
    parent: str | None = None
    date: str | None = None
    unit: str | None = None
    locked_states: frozenset[str] = frozenset()
    locks_with_parent: bool = True
    rules: tuple[Rule, ...] = ()
    made_above: bool = False
    states: States | None = None
    secret_when: SecretWhen | None = None
    append_only: bool = False
    following: tuple[Following, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    settled_states: frozenset[str] | None = None
    about: str | None = None
    alike: tuple[Alike, ...] = ()
    numbered: Numbered | None = None
    events: tuple[DayEvent, ...] = ()
    register: Register | None = None
    figures: tuple[DeclaredFigure, ...] = ()
    closes_with_inspectorate: bool = False
    yearly: YearlyMinimum | None = None
    monthly: tuple[MonthlyMinimum, ...] = ()
    follows_by: tuple[str, ...] = ()
    held_on_working_days: bool = False
    carried_over: bool = False
    looks_at_parts: tuple[str, ...] = ()
    for_all_below: tuple[str, str] | None = None
    goes_up_when: tuple[HasChoice, ...] = ()
    renewal: Renewal | None = None
    takes_files: bool = False
    has_papers: bool = False
    guarded: Guarded | None = None
    one: Message | None = None

    @property
    def thing(self) -> Message:
        """What one of its records is."""
        return self.one or self.label

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        """Return a field; raises KeyError for an unknown one."""
        return self.by_name[name]

    def has(self, name: str) -> bool:
        """Tell whether a field of that name is declared."""
        return name in self.by_name

    @property
    def stands_by_itself(self) -> bool:
        """Whether its records are work of their own with a day, no part of others and no word about them."""
        return self.date is not None and self.parent is None and not self.append_only

    def is_reached_by(self, way: LeadsTo) -> bool:
        """Tell whether a reference that leads that way points to its records, whether these can be secret or not."""
        match way:
            case LeadsTo.FILES:
                return self.stands_by_itself or self.takes_files
            case LeadsTo.PAPERS:
                return self.stands_by_itself or self.has_papers
            case LeadsTo.WORK:
                return self.stands_by_itself
            case LeadsTo.SECRETS:
                return False

    def leading_to(self, way: LeadsTo, names: Iterable[str]) -> Kind:
        """Return it with the references that lead that way pointing to all of these kinds but itself."""
        if not any(field.leads_to is way for field in self.fields):
            return self
        others = [name for name in names if name != self.name]
        return replace(self, fields=tuple(_leading(field, way, others) for field in self.fields))

    @property
    def stays_inside(self) -> bool:
        """Whether nothing of its records leaves the unit: every field is of a stream that does not."""
        return all(field.stream in (Stream.COMMUNE, Stream.DEVICE) for field in self.fields)

    @property
    def can_be_joined(self) -> bool:
        """Whether two of its records may turn out to be one."""
        return bool(self.alike)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each field among the others, by name."""
        return {field.name: place for place, field in enumerate(self.fields)}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that must not be empty."""
        return tuple(field for field in self.fields if field.required)

    @cached_property
    def expected(self) -> tuple[Field, ...]:
        """The fields whose absence is told."""
        return tuple(field for field in self.fields if field.expected)

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The names of the fields that hold yes or no."""
        return tuple(field.name for field in self.fields if field.type is FieldType.BOOLEAN)

    @cached_property
    def with_former_choices(self) -> tuple[Field, ...]:
        """The fields in which earlier versions offered other choices."""
        return tuple(field for field in self.fields if field.former_choices)

    @cached_property
    def defaults(self) -> Values:
        """What each field holds by its declaration, by name."""
        return {field.name: field.default for field in self.fields}

    @cached_property
    def with_presets(self) -> tuple[Field, ...]:
        """The fields that are the same for all new records of a day and a unit, or take the next number."""
        return tuple(field for field in self.fields if field.preset is not None)

    @cached_property
    def following_in_turn(self) -> tuple[tuple[Following, ...], tuple[Following, ...]]:
        """What follows in fields that have a preset besides, and what does in all others."""
        preset = {field.name for field in self.with_presets}
        first = tuple(rule for rule in self.following if rule.field in preset)
        return first, tuple(rule for rule in self.following if rule.field not in preset)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that point to other records."""
        return tuple(field for field in self.fields if field.type is FieldType.REFERENCE)

    def title_of(self, record: Record) -> str:
        """Return what people call a record of this kind."""
        values = record.values
        if record.secret or (self.secret_when is not None and self.secret_when.holds(values)):
            values = {name: masked(self.field(name), values.get(name)) for name in self.title}
        told = [(self.field(name), values.get(name)) for name in self.title]
        return TITLE_JOINT.join(in_words(field, value) for field, value in told if value is not None)

    def is_answer(self, name: str) -> bool:
        """Tell whether the level above may write a field of records that are not its own."""
        return self.made_above or (self.has(name) and self.field(name).answered_from_above)

    def asks_for(self, filled: Iterable[str], *, of_today: bool = False) -> tuple[Field, ...]:
        """Return what a new record must be told besides the fields ``filled``: required, and nothing fills it in.

        A list tells of earlier days: nothing in it is ``of_today`` unless it says so. Where only some units fit, the
        own one may not.
        """
        known = {field.name for field in self.fields if field.default is not None}
        known |= {field.name for field in self.fields if field.preset is Preset.NEXT_NUMBER}
        known |= {field.name for field in self.fields if field.preset is Preset.OWN_UNIT and field.offer is None}
        known |= {field.name for field in self.fields if of_today and field.preset is Preset.TODAY}
        known.update(filled)
        known |= {STATE} if self.follows_facts else set()
        known |= {rule.field for rule in self.following if known.issuperset(rule.needs)}
        return tuple(field for field in self.fields if field.required and field.name not in known)

    @property
    def follows_facts(self) -> bool:
        """Whether the state of its records follows from their fields."""
        return self.states is not None and self.states.follow_facts

    def is_locked(self, values: Values) -> bool:
        """Tell whether a record with these values is signed and may only be reopened."""
        return values.get(STATE) in self.locked_states


class Kinds:
    """All kinds of this version, in the order in which they are shown."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        """Keep them by name; raises ValueError where records could be secret with each other in a circle."""
        self._by_name = {kind.name: kind for kind in kinds}
        for way in LeadsTo:
            self._lead(way, [kind.name for kind in self if kind.is_reached_by(way)])
        secret = self._can_be_secret()
        self._lead(LeadsTo.SECRETS, [name for name in self._by_name if name in secret])
        self._by_secrecy = self._ordered_by_secrecy()

    def __iter__(self) -> Iterator[Kind]:
        """Go through the kinds in their order."""
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        """Tell whether a kind of that name is declared."""
        return name in self._by_name

    def __getitem__(self, name: str) -> Kind:
        """Return a kind; raises KeyError for an unknown one."""
        return self._by_name[name]

    def may_be_secret(self, name: str) -> bool:
        """Tell whether records of a kind can be secret, by themselves or with what they refer to."""
        return name in self._by_secrecy

    def by_secrecy(self) -> tuple[Kind, ...]:
        """Return the kinds whose records can be secret, each behind those that it refers to.

        Such kinds refer to each other in one direction only, which their references are declared by.
        """
        return tuple(self._by_name[name] for name in self._by_secrecy)

    def secret_references(self, name: str) -> tuple[str, ...]:
        """Return the references of a kind by which its records are secret with others."""
        return self._by_secrecy.get(name, ())

    def _lead(self, way: LeadsTo, names: Iterable[str]) -> None:
        self._by_name = {name: kind.leading_to(way, names) for name, kind in self._by_name.items()}

    def _can_be_secret(self) -> set[str]:
        names = {kind.name for kind in self if kind.secret_when is not None}
        while grown := {kind.name for kind in self if _refers_to(kind, names)} - names:
            names |= grown
        return names

    def _ordered_by_secrecy(self) -> dict[str, tuple[str, ...]]:
        names = self._can_be_secret()
        ordered: dict[str, tuple[str, ...]] = {}
        while len(ordered) < len(names):
            free = [one for one in names - ordered.keys() if not _targets(self._by_name[one]) & names - {*ordered, one}]
            if not free:
                raise ValueError(f"secret with each other: {sorted(names - ordered.keys())}")
            for name in free:
                telling = _telling(self._by_name[name])
                ordered[name] = tuple(field.name for field in telling if names & set(field.targets))
        return ordered

    def children_of(self, name: str) -> tuple[Kind, ...]:
        """Return the kinds whose records belong to records of the kind ``name``."""
        return tuple(
            kind
            for kind in self._by_name.values()
            if kind.parent is not None and name in kind.field(kind.parent).targets
        )


def _telling(kind: Kind) -> Iterator[Field]:
    return (field for field in kind.references if not field.only_points)


def _targets(kind: Kind) -> set[str]:
    return {target for field in _telling(kind) for target in field.targets}


def _leading(field: Field, way: LeadsTo, others: Iterable[str]) -> Field:
    more = others if field.leads_to is way else ()
    return replace(field, targets=tuple(dict.fromkeys((*field.targets, *more))))


def _refers_to(kind: Kind, names: set[str]) -> bool:
    return bool(_targets(kind) & names)
