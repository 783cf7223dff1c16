"""Makes a case of what was noted elsewhere: a petition, an entry on the situation, somebody who was received."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft, Record, RecordByUid
from danvan_desktop.domain.rules.cases import DENUNCIATION, GROUP, HOT_SPOT, PROCEDURES
from danvan_desktop.localization import _

_CARRIED = ("citizen_name", "citizen_address", "citizen_phone", "field", "competence", "policy_group")
_CHANNELS = {"petition": "petition", "situation_entry": "situation", "reception_visit": "reception"}
SOURCES = frozenset(_CHANNELS)
"""The kinds of which a case can be made."""
GROUPS_OF_ENTRIES = {
    "farmers": "farmer",
    "workers": "worker",
    "religious": "religious",
    "minorities": "minority",
    **{code: code for code in ("business", "youth", "women", "veterans", "elderly")},
    **{code: code for code in ("poor", "near_poor", "merit", "disabled", "children", "all")},
}
"""The groups of entries on the situation by the codes that all other kinds have; of officials there is none."""
_DANGERS = {"complicated": "complicated", "notable": "watch"}


def usual_nature(source: Record) -> str:
    """Return the nature that a case made of a record has unless somebody chooses another."""
    if source.secret:
        return DENUNCIATION
    if source.kind == "situation_entry":
        return HOT_SPOT
    nature = source.text("nature")
    return nature if nature in PROCEDURES else "complaint"


def case_of(source: Record, nature: str, uid: str, reader: RecordByUid) -> tuple[Draft, Draft]:
    """Make the case ``uid`` of a record, with all that carries over, and the record's link to it, for one save.

    ``source`` holds what is hidden of a secret record. The summary tells nature and field, which name nobody.
    Raises DanvanError where what is secret would stand in a case that is not.
    """
    if source.secret and nature != DENUNCIATION:
        raise DanvanError(_("Nguồn của vụ việc được giữ bí mật; hãy chọn loại vụ việc là “Tố cáo”."))
    values: dict[str, Value] = {name: source.get(name) for name in _CARRIED if source.get(name) is not None}
    values |= {
        "nature": nature,
        "channel": _CHANNELS[source.kind],
        "title": title_of(nature, source.text("field")),
        "content": _joined(source.text("content"), source.text("request")) or None,
    }
    values |= {name: value for name, value in _of_kind(source, reader).items() if value is not None}
    if nature != HOT_SPOT:
        values.pop("danger", None)
    return Draft("case", values, uid), Draft(source.kind, {"case": uid, **taken_up(source)}, source.uid)


def taken_up(source: Record) -> Mapping[str, Value]:
    """Return what else changes of a record of which a case or petition is made: a visit was not settled on the spot.

    That is how a new visit is suggested to have been handled; what somebody chose besides it holds.
    """
    return {"handling": "taken"} if source.kind == "reception_visit" and source.text("handling") == "answered" else {}


def _of_kind(source: Record, reader: RecordByUid) -> Mapping[str, Value]:
    """Return what stands in fields of another name, or in the record that it is a part of."""
    if source.kind == "petition":
        return {
            "received_on": source.get("received_on"),
            "unit": source.get("unit"),
            **_together(source.number("group_size")),
        }
    if source.kind == "situation_entry":
        return {
            "received_on": source.get("noted_on"),
            "unit": source.get("unit"),
            "people": source.get("people_count"),
            "policy_group": GROUPS_OF_ENTRIES.get(source.text("group")),
            "danger": _DANGERS.get(source.text("severity"), "watch"),
            "forecast": source.get("forecast"),
            "proposal": source.get("proposal"),
        }
    session = reader.get(source.text("reception"))
    return {
        "received_on": session.get("held_on") if session is not None else None,
        "unit": session.get("unit") if session is not None else None,
        **_together(source.number("people")),
    }


def _together(people: int) -> Mapping[str, Value]:
    """Return how many came about one matter, and that they are many (Luật Tiếp công dân 2013, Điều 29)."""
    return {"people": people or None, "mass": people >= GROUP or None}


def title_of(nature: str, field: str) -> str:
    """Return a summary of a case that tells nature and field, which name nobody."""
    kind = ALL_KINDS["case"]
    about = kind.field("field").label_of(field or "other")
    name = str(kind.field("nature").label_of(nature))
    return f"{name} về {str(about).lower()}" if field else name


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
