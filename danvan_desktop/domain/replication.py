"""Which model was taken up where: a tree of places, each of which stands in it once.

A place is a village, or in a unit that has others below it whoever registered there. It takes up what its first model
was taken over from; what else it learned of, and places that only a decision names, are told as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds.model import GROWN_FROM, places_named_by, sources_of
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.text import mark_form
from danvan_desktop.domain.tree_layout import TreeBox
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, Translator, _


@dataclass
class PlaceOfModels:
    """A place with its models, the oldest first; one that only a decision names has none but ``named_by``.

    ``above`` is the index of the place that it took up from, ``also_from`` are those of others.
    """

    name: str
    above: int | None
    models: list[Record] = field(default_factory=list)
    also_from: list[int] = field(default_factory=list)
    named_by: Record | None = None

    @property
    def record(self) -> Record:
        """What to open: its newest model, or the one whose recognition names the place."""
        return self.models[-1] if self.named_by is None else self.named_by

    def has(self, uid: str) -> bool:
        """Tell whether it has the model with this uid."""
        return any(one.uid == uid for one in self.models)


def is_kept_up(model: Record, spot: PlaceOfModels) -> bool:
    """Tell whether a model is the record of a later year for one that the same place had, and none taken up."""
    return model.text("registration") == "kept" and spot.has(model.text(GROWN_FROM))


def replication_of(model: Record, reader: Records) -> list[PlaceOfModels]:
    """Return the places of the tree in which a model stands; each comes after the one that it hangs from."""
    sources = sources_of(model, reader)
    first = sources[-1] if sources else model
    spots: list[PlaceOfModels] = []
    by_key: dict[tuple[str, str], int] = {}
    spot_of: dict[str, int] = {}
    waiting: list[tuple[Record, int | None]] = [(first, None)]
    for one, source in waiting:
        if one.uid in spot_of:
            continue
        key, name = _place_of(one, reader)
        here = by_key.setdefault(key, len(spots))
        if here == len(spots):
            spots.append(PlaceOfModels(name, source))
        elif source is not None and source not in (*_line_of(spots, here), *spots[here].also_from):
            spots[here].also_from.append(source)
        spots[here].models.append(one)
        spot_of[one.uid] = here
        waiting += [(taken, here) for taken in _taken_over(one, reader)]
    return [*spots, *_only_named(spots, reader)]


def boxes_of(spots: Sequence[PlaceOfModels], uid: str, reader: Records, say: Translator) -> tuple[TreeBox, ...]:
    """Return the boxes of a tree, that of the model with this ``uid`` standing out."""
    return tuple(
        TreeBox(
            spot.name,
            tuple(lines_of(spot, spots, reader, say)),
            spot.above,
            stands_out=spot.has(uid),
            pale=spot.named_by is not None,
            uid=uid if spot.has(uid) else spot.record.uid,
        )
        for spot in spots
    )


def lines_of(spot: PlaceOfModels, spots: Sequence[PlaceOfModels], reader: Records, say: Translator) -> list[str]:
    """Say what stands in the box of a place, after its name: its models, who has them, when and how they stand."""
    if spot.named_by is not None:
        return [say(_("theo quyết định công nhận"))]
    names = dict.fromkeys(one.text("name") for one in spot.models)
    keepers = dict.fromkeys(one.text("registrant") for one in spot.models)
    lines = ["; ".join(names)]
    if spot.name not in keepers:
        lines.append("; ".join(keepers))
    lines.append(" · ".join(filter(None, (years_of(spot), state_of(spot, reader, say)))))
    if spot.also_from:
        lines.append(say(also_from(spot, spots)))
    return lines


def years_of(spot: PlaceOfModels) -> str:
    """Return the years of the models of a place, each once."""
    return ", ".join(sorted({one.text("year") for one in spot.models if one.text("year")}))


def state_of(spot: PlaceOfModels, reader: Records, say: Translator) -> str:
    """Say how the newest model of a place stands; nothing of one that is only named."""
    if not spot.models:
        return ""
    code: Value = spot.models[-1].get("state")
    label = reader.kinds["model"].field("state").label_of(code)
    return say.value(label or code or "")


def also_from(spot: PlaceOfModels, spots: Sequence[PlaceOfModels]) -> Message:
    """Say from whom else a place learned."""
    return _("học thêm từ {places}", places=", ".join(spots[one].name for one in spot.also_from))


def _place_of(model: Record, reader: Records) -> tuple[tuple[str, str], str]:
    """Return what tells a place from others, and its name."""
    unit = reader.get(model.text("unit"))
    if unit is not None and unit.text("kind") in VILLAGE_KINDS:
        return (unit.uid, ""), unit.text("name")
    keeper = model.text("registrant")
    return (model.text("unit"), mark_form(keeper)), keeper


def _taken_over(model: Record, reader: Records) -> list[Record]:
    found = list(reader.find("model", **{GROWN_FROM: model.uid}))
    return sorted(found, key=lambda one: (one.text("registered_on"), one.text("name"), one.uid))


def _line_of(spots: Sequence[PlaceOfModels], here: int | None) -> Iterator[int]:
    """Yield a place and those that it hangs from."""
    while here is not None:
        yield here
        here = spots[here].above


def _only_named(spots: Sequence[PlaceOfModels], reader: Records) -> Iterator[PlaceOfModels]:
    """Yield the places that recognitions name and that have no model of their own in the tree."""
    known = {mark_form(spot.name) for spot in spots}
    for place, spot in enumerate(spots):
        for model in spot.models:
            for recognition in reader.children(model.uid, "recognition"):
                for name in places_named_by(recognition):
                    if mark_form(name) not in known:
                        known.add(mark_form(name))
                        yield PlaceOfModels(name, place, named_by=model)
