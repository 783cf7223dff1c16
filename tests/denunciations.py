"""A denunciation with all that hangs on it, a marker in every text that is hidden: made from the declarations."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.sync import enrol_card, export_bundle, own_card
from tests.copies import replace
from tests.earlier import complaints_as_petitions
from tests.sync.exchange import import_bundle
from tests.uids import new_uid

MARK, FOLDED = "Zờkín", "zokin"
POINTS = "71.37"
"""What somebody's rating comes to: a number that stands nowhere else."""
FILE = b"%PDF-1.4 \xe2\x80\x93 Zokinblob"


def fill_with_secrets(store: Store) -> dict[str, str]:
    """Save a denunciation and a record of each kind that can be secret; returns their uids by kind."""
    village = store.save(
        Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid})
    ).uids[0]
    meeting = store.save(
        Draft(
            "meeting",
            {
                "unit": village,
                "subject": "Họp thôn",
                "starts_at": "2026-08-12T19:30",
                "place": "Nhà văn hóa",
                "chair": "Nguyễn Văn An",
                "secretary": "Trần Thị Bình",
                "households_total": 120,
                "households_present": 95,
            },
        )
    ).uids[0]
    session = {"held_on": "2026-08-05", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}
    reception = store.save(Draft("reception", session)).uids[0]
    made = {"unit": village, "meeting": meeting, "reception": reception}
    for kind in store.kinds.by_secrecy():
        if not kind.append_only:
            for field in kind.references:
                if field.required and not set(field.targets) & made.keys():
                    made[field.targets[0]] = _plain(store, store.kinds[field.targets[0]], made)
            with complaints_as_petitions():
                made[kind.name] = _save(store, kind, made)
    return {name: uid for name, uid in made.items() if store.kinds.may_be_secret(name)}


def _plain(store: Store, kind: Kind, made: dict[str, str]) -> str:
    """Save a record with what is asked for alone, in which nothing is secret."""
    values = {
        field.name: made["unit"]
        if field.type is FieldType.REFERENCE
        else "2026-08-12"
        if field.type is FieldType.DATE
        else field.default or (field.choices[0].code if field.choices else "Công khai")
        for field in kind.required
        if field.name != "state" and (field.preset is None or field.type is FieldType.DATE)
    }
    return store.save(Draft(kind.name, values)).uids[0]


def _save(store: Store, kind: Kind, made: dict[str, str]) -> str:
    uid = new_uid()
    values = {field.name: _value(store, kind, field, made) for field in kind.fields}
    if kind.name == "attachment":
        store.attach_data(made["petition"], f"{MARK} don.pdf", FILE)
        return store.children(made["petition"], "attachment")[0].uid
    store.save(Draft(kind.name, {name: value for name, value in values.items() if value is not None}, uid))
    return uid


def _assigned(field: Field) -> str | None:
    return next((choice.code for choice in field.choices if choice.code == "assigned"), None)


def _value(store: Store, kind: Kind, field: Field, made: dict[str, str]) -> object:
    if kind.secret_when is not None and field.name == kind.secret_when.field:
        return min(kind.secret_when.codes)
    if field.type is FieldType.REFERENCE:
        is_only_way = store.kinds.secret_references(kind.name) == (field.name,)
        known = [
            target
            for target in field.targets
            if target in made and (is_only_way or field.name not in ("case", "denunciation", "split_from"))
        ]
        known.sort(key=lambda target: (target != "petition", not store.kinds.may_be_secret(target)))
        return made[known[0]] if known else None
    if hides(field):
        return f"{MARK} {kind.name} {field.name}"[: field.max_length]
    special = {
        "number": 1 if field.numeric else "012/2026",
        "year": 2026,
        "symbol": "PC-UBND",
        "state": _assigned(field),
    }
    if field.name in special:
        return special[field.name]
    if field.name in (
        "people_told_on",
        "replied_on",
        "told_how",
        "result",
        "period",
        "complicated",
        "group_size",
        "refusal_ground",
        "decided_on",
        "published_on",
        "cooled_on",
        "closed_on",
    ):
        return None
    if field.type is FieldType.DATE:
        return "2026-08-12"
    if field.type is FieldType.CHOICE:
        return field.default or field.choices[0].code
    return {FieldType.BOOLEAN: True, FieldType.INTEGER: 1, FieldType.DECIMAL: 1}.get(
        field.type, "Phòng Kinh tế" if field.required else None
    ) or ("Phòng Kinh tế" if field.name == "assigned_to" else None)


def conflict_over(store: Store, folder: Path) -> str:
    """Let two laptops of this office write differently into one denunciation; returns its uid."""
    unit = store.unit
    named = {"unit_name": unit.text("name"), "unit_code": unit.text("code"), "level": unit.text("kind")}
    with Store.create(folder / "second.db", **named) as second:
        enrol_card(store, own_card(second))
        enrol_card(second, own_card(store))
        values = {"number": "077/2026", "received_on": "2026-08-13", "unit": second.unit.uid, "nature": "denunciation"}
        with complaints_as_petitions():
            uid = second.save(Draft("petition", {**values, "content": f"{MARK} lúc đầu"})).uids[0]
        import_bundle(store, export_bundle(second, folder / "before.danvan").path)
        save_opened(store, Draft("petition", {"content": f"{MARK} ở xã"}, uid))
        save_opened(second, Draft("petition", {"content": f"{MARK} ở máy kia"}, uid))
        import_bundle(store, export_bundle(second, folder / "after.danvan").path)
    assert store.conflict_count() == 1
    return uid


def tells(text: object) -> bool:
    """Whether a marker can be read in it, with or without its marks, or the points of somebody."""
    words = str(text)
    return MARK in words or FOLDED in words.lower() or POINTS in words.replace(",", ".")


def save_opened(store: Store, draft: Draft) -> SaveResult:
    """Save as somebody does who was shown all of the record."""
    uid = str(draft.uid)
    return store.save(replace(draft, shown=store.heads_of(uid, revealed=True)[uid]))


def handled_letter(store: Store, code: str, number: int = 1) -> str:
    """Save a denunciation that was handled as this paper of a case tells."""
    handled = {
        "received_on": "2026-08-12",
        "handled_on": "2026-08-14",
        "competence": "province",
        "sent_to": "UBND tỉnh",
    }
    told = {"number": f"9{number:02d}/2026", "title": "Tố cáo", "citizen_name": f"{MARK} An", "content": f"{MARK} kể"}
    how: dict[str, dict[str, str]] = {
        "case-acceptance": {"handling": "accepted", "accepted_on": "2026-08-14", "competence": "commune"},
        "case-accused": {
            "handling": "accepted",
            "accepted_on": "2026-08-14",
            "competence": "commune",
            "against": f"{MARK} Bình",
        },
        "case-not-accepted": {"handling": "not_accepted"},
        "case-guidance": {"handling": "guided"},
        "case-return": {"handling": "returned"},
        "hot-spot-file": {"handling": "filed"},
    }
    values = handled | told | how[code] | {"unit": store.unit.uid, "nature": "denunciation"}
    uid = store.save(Draft("case", values)).uids[0]
    if code == "hot-spot-file":
        store.save(Draft("case", {"nature": "hot_spot"}, uid))
    return uid
