"""How a kind is shown, declared once beside what it is: as light as the frame of the window, which reads it.

Nothing here or in the declarations loads a record kind, the store or a widget: what needs them is a function that
imports them when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from danvan_desktop.localization import Message, _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.domain.record import Record
    from danvan_desktop.store import Store
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.editors.editor import RecordEditor
    from danvan_desktop.ui.pages.page import Page

Remark: TypeAlias = "Callable[[Store, Record, str], Message | None]"
"""Says what deserves attention about a field of a record, in words; asked in any thread, with a store of it."""
Row = tuple[str, ...]
"""The names of the fields that stand side by side."""


class Group(Enum):
    """The eight groups of the navigation, in their order."""

    OVERVIEW = "overview"
    SITUATION = "situation"
    RECEPTION = "reception"
    GATHERINGS = "gatherings"
    DEMOCRACY = "democracy"
    MODELS = "models"
    FRONT = "front"
    REPORTS = "reports"

    @property
    def title(self) -> Message:
        """What people call the group."""
        return _GROUP_TITLES[self]

    @property
    def icon(self) -> str:
        """The picture of the group."""
        return _GROUP_ICONS[self]


_GROUP_TITLES: Mapping[Group, Message] = {
    Group.OVERVIEW: _("Tổng quan"),
    Group.SITUATION: _("Nắm tình hình"),
    Group.RECEPTION: _("Tiếp dân, đơn thư"),
    Group.GATHERINGS: _("Họp thôn, đối thoại"),
    Group.DEMOCRACY: _("Dân chủ ở cơ sở"),
    Group.MODELS: _("Dân vận khéo"),
    Group.FRONT: _("Mặt trận, phong trào"),
    Group.REPORTS: _("Kế hoạch, báo cáo"),
}


_GROUP_ICONS: Mapping[Group, str] = {
    Group.OVERVIEW: "overview",
    Group.SITUATION: "situation",
    Group.RECEPTION: "petition",
    Group.GATHERINGS: "meeting",
    Group.DEMOCRACY: "democracy",
    Group.MODELS: "model",
    Group.FRONT: "officer",
    Group.REPORTS: "reports",
}


class Derived(Enum):
    """A filter of a list by what no field holds."""

    PERIOD = "when"
    TERM = "term"


class Section(Struct, frozen=True):
    """Fields under one heading; one that is a stage names the ``stages``, states of the kind, that they bring about.

    ``captions`` say above a row, by its first field, what the boxes to tick in it and below it are about.
    """

    title: Message | None
    rows: tuple[Row, ...]
    stages: tuple[str, ...] = ()
    captions: tuple[tuple[str, Message], ...] = ()


class OneForEach(Struct, frozen=True, kw_only=True):
    """Parts that are written one for each record to which ``field`` refers, such as the points for each criterion.

    A button, called by ``label``, makes them for the records of one list, which those with the same ``lists`` are;
    ``nothing`` says what to do while there are none. ``by`` is the field with who writes them, where each writes one.
    """

    field: str
    lists: tuple[str, ...]
    by: str | None = None
    label: Message
    nothing: Message


class PartAction(Struct, frozen=True, kw_only=True):
    """Something to do with the chosen part of a record, by a button below the table while it is ``ready`` for it.

    ``run`` is called with the editor of the whole once the part is stored as it is shown.
    """

    label: Message
    run: Callable[[RecordEditor, Record], object]
    ready: Callable[[Record], bool]
    tip: Message | None = None
    writes: bool = True
    """Whether the whole is saved before, and whether a locked one cannot have it."""


class PartsView(Struct, frozen=True, kw_only=True):
    """A table of parts in the editor of a record: which columns of ``kind``, and what to do while there are none.

    A new part begins with what the one before it has in the fields ``carried``: what is posted in three villages is
    posted there on one day.
    """

    kind: str
    title: Message
    columns: tuple[tuple[str, Message], ...]
    hint: Message
    carried: tuple[str, ...] = ()
    one_for_each: OneForEach | None = None
    actions: tuple[PartAction, ...] = ()


class ListAction(Struct, frozen=True, kw_only=True):
    """Something to do with chosen records of a list, with just one of them unless it is for ``several``.

    One ``of_the_list`` is done whatever is chosen, with nothing too.

    A ``stands_out`` one has a button of its own; the others are in the menu “Việc khác”.
    """

    name: str
    label: Message
    icon: str
    run: Callable[[Page, Sequence[Record]], object]
    several: bool = False
    of_the_list: bool = False
    stands_out: bool = False
    tip: Message | None = None


class ListView(Struct, frozen=True, kw_only=True):
    """The list of a kind: a place of the window.

    ``title`` heads its page; ``name``, where it is shorter, its place. Without a ``group`` it is reached from the
    settings, which call it by ``from_settings``, and by the search. ``purpose`` says in one line what it is for;
    ``begin`` is on its button, ``begin_from_search`` what that is called elsewhere, ``empty`` what the page says while
    there is no record. A ``pinned`` one has keys of its own until the officer chooses others. Records have a ``board``
    by their states beside the list; ``remark`` says what deserves attention about a field of one. ``page`` makes
    another page than the usual one. Chosen records are given to somebody, who is written into the field ``assigned``,
    by “Giao việc…”. The records of a quarter are ``counted`` on the first page in these words. The search finds the
    place by its everyday names too, which are among the ``words``.
    """

    title: Message
    name: Message | None = None
    group: Group | None = None
    purpose: Message
    begin: Message
    begin_from_search: Message
    empty: Message
    filters: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    headings: Mapping[str, Message] = field(default_factory=dict)
    actions: tuple[ListAction, ...] = ()
    remark: Remark | None = None
    assigned: str | None = None
    board: bool = False
    pinned: bool = False
    from_settings: Message | None = None
    counted: Message | None = None
    words: Message | None = None
    page: Callable[[UiContext, KindView, QWidget], Page] | None = None

    @property
    def place(self) -> Message:
        """What the place is called."""
        return self.name or self.title


class KindView(Struct, frozen=True, kw_only=True):
    """How records of ``kind`` are shown.

    ``sections`` arrange the fields that are refined by hand, the others follow but those ``set_elsewhere``; ``editor``
    returns the editor where it has more than form and ``parts``; ``listing`` is the list of a kind that has one;
    ``guide`` is the page of the guide that tells of it. Lists from elsewhere may be ``loaded`` as its records: the
    number tells before which others they are offered. It may be left out of what is sent when it ``goes_apart``.
    """

    kind: str
    icon: str = "open"
    listing: ListView | None = None
    sections: tuple[Section, ...] = ()
    set_elsewhere: tuple[str, ...] = ()
    parts: tuple[PartsView, ...] = ()
    editor: Callable[[], type[RecordEditor]] | None = None
    guide: str | None = None
    loaded: int | None = None
    goes_apart: bool = False

    @property
    def own_list(self) -> ListView:
        """Its list; raises LookupError for a kind that is shown within its parent."""
        if self.listing is None:
            raise LookupError(self.kind)
        return self.listing


class Views:
    """The views of all kinds, in the order in which their places stand."""

    def __init__(self, views: Iterable[KindView]) -> None:
        """Keep them by their kinds."""
        self._by_kind = {view.kind: view for view in views}

    def __iter__(self) -> Iterator[KindView]:
        """Go through the views in their order."""
        return iter(self._by_kind.values())

    def __getitem__(self, kind: str) -> KindView:
        """Return the view of a kind; one that nobody arranged is shown as it is declared, within its parent."""
        return self._by_kind.get(kind) or KindView(kind=kind)

    @property
    def listed(self) -> Sequence[tuple[KindView, ListView]]:
        """The views of kinds that have a list, each with it."""
        return [(view, view.listing) for view in self if view.listing is not None]

    @property
    def pinned(self) -> Sequence[tuple[KindView, ListView]]:
        """The views whose lists have keys of their own from the beginning."""
        return [(view, listing) for view, listing in self.listed if listing.pinned]

    @property
    def loaded(self) -> Sequence[KindView]:
        """The views of kinds that lists from elsewhere can be, those first that they are most often."""
        return sorted((view for view in self if view.loaded is not None), key=lambda view: view.loaded or 0)
