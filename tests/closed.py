"""An office in which an officer works to whom nothing guarded is opened, a marker in every text of what is."""

from __future__ import annotations

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.denunciations import MARK, POINTS

FILE = f"{MARK} trong tệp".encode()
_NEEDED = {
    "case": {"received_on": "2026-08-12", "nature": "complaint", "unit": "{unit}"},
    "step": {"file": "{case}"},
    "network_member": {"unit": "{unit}", "role": "block"},
    "cadre_rating": {
        "unit": "{unit}",
        "year": 2026,
        "officer": "{officer}",
        "scheme": "{rating_scheme}",
        "self_on": "2026-08-12",
        "self_total": POINTS,
        "self_rank": "good",
    },
    "rating_mark": {"subject": "{cadre_rating}", "criterion": "{criterion}", "self_points": POINTS},
}
_NOT_FREE = ("number", "symbol", "phone", "citizen_phone", "code")


def close_all(store: Store) -> dict[str, str]:
    """Record one of each guarded kind and what hangs on it, and let an officer work who may open none of them.

    Returns the uids by kind, and as ``head`` and ``clerk`` those of who may and who may not.
    """
    names = ("Bà Trưởng", "Anh Nhập")
    told = {"position": "Công chức", "unit": store.unit.uid}
    head, clerk = store.save(*(Draft("officer", {"full_name": name, **told}) for name in names)).uids
    made = {"officer": head}
    listed = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
    made["unit"] = store.save(Draft("unit", listed)).uids[0]
    made["rating_scheme"] = store.save(Draft("rating_scheme", {"name": "Bộ tiêu chí"})).uids[0]
    asked = {"set": "Bộ tiêu chí", "version": "1", "name": "Tiêu chí", "maximum": 100, "weight": 100}
    made["criterion"] = store.save(Draft("criterion", asked)).uids[0]
    for kind, needed in _NEEDED.items():
        values = _texts(store, kind) | {
            name: value.format(**made) if isinstance(value, str) else value for name, value in needed.items()
        }
        made[kind] = store.save(Draft(kind, values)).uids[0]
    store.attach_data(made["case"], f"{MARK} don.txt", FILE)
    made["attachment"] = store.children(made["case"], "attachment")[0].uid
    store.set_officer(head)
    store.say_rights(head, Role.APPROVE, frozenset(Guarded))
    store.say_rights(clerk, Role.ENTER)
    store.set_officer(clerk)
    return {name: made[name] for name in (*_NEEDED, "attachment")} | {"head": head, "clerk": clerk}


def _texts(store: Store, kind: str) -> dict[str, object]:
    """Put the marker into each text of a kind that people write freely."""
    return {
        field.name: f"{MARK} {field.name}"[: field.max_length]
        for field in store.kinds[kind].fields
        if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) and field.code_of is None and field.name not in _NOT_FREE
    }
