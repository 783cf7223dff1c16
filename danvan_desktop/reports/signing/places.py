"""The places to sign in a paper that the program printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.pdf.places import BOX, PROGRAM, WHO, Box
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.stamp import Role

_WIDEST = 14_400
"""Points: no page is larger (ISO 32000-1, annex C)."""
_FOR_A_BODY = ("TM.", "T/M", "KT.", "K/T", "TL.", "T/L", "TUQ.")
"""How those begin who sign for a body; the last who signs has its seal in any case."""


@dataclass(frozen=True)
class SigningPlace:
    """A place between a signer's position and name; ``page`` counts from 0, ``box`` is in points."""

    number: int
    """From 1, in the order in which they follow in the paper."""
    who: str
    page: int
    box: Box
    roles: tuple[Role, ...] = (Role.PERSON, Role.BODY)
    """Whose signature may still be set here."""
    is_sealed: bool = False
    """Whether the body's signature is to be expected here once a person has signed."""


def places_in(reader: Any) -> tuple[SigningPlace, ...]:
    """Read the places of an open PDF (pyHanko's reader).

    Raises:
        SigningError: the program did not print it, or nobody signs this paper.
    """
    if "/StructTreeRoot" not in reader.root or reader.root["/Type"] != "/Catalog":
        raise _not_ours()
    found: list[SigningPlace] = []
    for index in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(index)[0].get_object()
        for place in page.get("/PieceInfo", {}).get(f"/{PROGRAM}", {}).get("/Private", ()):
            left, bottom, right, top = (float(edge) for edge in place[f"/{BOX}"])
            if not (0 <= left < right <= _WIDEST and 0 <= bottom < top <= _WIDEST):
                raise _not_ours()
            who = str(place[f"/{WHO}"])
            seals = who.startswith(_FOR_A_BODY)
            found.append(SigningPlace(len(found) + 1, who, index, (left, bottom, right, top), is_sealed=seals))
    if not found:
        raise _not_ours()
    return (*found[:-1], replace(found[-1], is_sealed=True))


def told_roles(roles: tuple[Role, ...]) -> Message:
    """Say whose signature may still be set at a place."""
    return _TOLD[roles]


_TOLD = {
    (): _("đã ký"),
    (Role.PERSON,): _("người ký"),
    (Role.BODY,): _("dấu của cơ quan"),
    (Role.PERSON, Role.BODY): _("người ký, dấu của cơ quan"),
}


def _not_ours() -> SigningError:
    return SigningError(
        _(
            "Tệp PDF này không có chỗ ký mà phần mềm biết: nó không do phần mềm in ra, in bằng bản cũ, hoặc không ai ký"
            " văn bản này. Hãy in lại văn bản rồi ký."
        )
    )
