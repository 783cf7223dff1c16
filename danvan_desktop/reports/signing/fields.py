"""The fields of signatures in a paper: laid at the first signature, all that may follow empty, then filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

from danvan_desktop.reports.pdf.places import Box
from danvan_desktop.reports.signing.places import SigningPlace
from danvan_desktop.reports.signing.reading import opened
from danvan_desktop.reports.signing.stamp import Role, Stamp, seal_room

_EMPTY = {Role.PERSON: "Chữ ký số: {who}", Role.BODY: "Chữ ký số của cơ quan: {who}"}
"""What is read out where somebody may sign; as the words on paper, in the language of the paper."""


def field_name(place: SigningPlace, role: Role) -> str:
    """Name the field of one signature."""
    return f"danvan-signature-{place.number}-{role.value}"


def empty_fields(reader: Any) -> frozenset[str]:
    """Give the names of the fields of signatures that nobody has filled in."""
    return frozenset(name for name, _value, _field in enumerate_sig_fields(reader, filled_status=False))


def lay_fields(
    writer: Any, places: Iterable[SigningPlace], signing: tuple[SigningPlace, Role], stamp: Stamp, told: str
) -> None:
    """Add the field that is signed now, told by ``told``, and an empty one for each signature that may follow."""
    now = field_name(*signing)
    _add_field(writer, now, signing[0], stamp.box, _drawn(writer, stamp, stamp.box), told)
    for place in places:
        for role in place.roles:
            room = place.box if role is Role.PERSON else seal_room(place.box)
            follows = role is Role.PERSON or place.is_sealed
            if follows and field_name(place, role) != now:
                said = _EMPTY[role].format(who=place.who)
                _add_field(writer, field_name(place, role), place, room, _nothing(writer, room), said)


def fill_field(writer: Any, place: SigningPlace, role: Role, stamp: Stamp) -> None:
    """Draw the stamp into a field that an earlier signature laid; its room stays as it was signed."""
    wanted = field_name(place, role)
    fields = enumerate_sig_fields(writer, filled_status=False)
    widget = next(field for name, _value, field in fields if name == wanted).get_object()
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    widget["/AP"] = _appearance(_drawn(writer, stamp, (left, bottom, right, top)))
    writer.update_container(widget)


def _drawn(writer: Any, stamp: Stamp, room: Box) -> Any:
    drawn = writer.import_page_as_xobject(opened(stamp.pdf))
    drawn.get_object()["/BBox"] = _numbers(stamp.seen_in(room))
    return drawn


def _nothing(writer: Any, room: Box) -> Any:
    """Make the appearance of an empty field, which has one as all that is laid on a page (ISO 19005-2, 6.3.3)."""
    described = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): _numbers((0, 0, room[2] - room[0], room[3] - room[1])),
        pdf_name("/Resources"): generic.DictionaryObject(),
    }
    return writer.add_object(generic.StreamObject(described, stream_data=b""))


def _add_field(writer: Any, name: str, place: SigningPlace, room: Box, drawn: Any, told: str) -> None:
    """Add a field below an element of its own in the tree of tags (ISO 14289-1, 7.18.4)."""
    append_signature_field(writer, SigFieldSpec(name, on_page=place.page, box=room, readable_field_name=told))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    widget, page = field.get_object(), writer.find_page_for_modification(place.page)[0]
    widget["/AP"] = _appearance(drawn)
    tree = writer.root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    kid = {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): page}
    element = {
        pdf_name("/S"): pdf_name("/Form"),
        pdf_name("/P"): document,
        pdf_name("/K"): generic.DictionaryObject(kid),
        pdf_name("/Alt"): pdf_string(told),
    }
    entered = writer.add_object(generic.DictionaryObject(element))
    key = int(tree["/ParentTreeNextKey"])
    widget["/StructParent"] = generic.NumberObject(key)
    tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    tree["/ParentTree"]["/Nums"].extend([generic.NumberObject(key), entered])
    document.get_object()["/K"].append(entered)
    for changed in (tree, tree["/ParentTree"]["/Nums"], document.get_object()["/K"]):
        writer.update_container(changed)


def _appearance(drawn: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/N"): drawn})


def _numbers(box: Box) -> generic.ArrayObject:
    return generic.ArrayObject(generic.FloatObject(round(edge, 2)) for edge in box)
