"""Signs a printed paper: incremental updates (PAdES B-B) that leave its tags and its conformance whole.

A paper has the signature of the person and that of the body (Nghị định 30/2020/NĐ-CP, Điều 5 khoản 1; Phụ lục I, Phần
I, mục II, khoản 7, 8), minutes those of several persons. The first signature lays an empty field for each that may
follow, because a later one may fill in a field and may not change the tree of tags that an earlier one signed.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import Any

from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from danvan_desktop.localization import _
from danvan_desktop.reports.signing.certificate import OwnCertificate, in_asn1
from danvan_desktop.reports.signing.checking import Integrity, signatures_in
from danvan_desktop.reports.signing.errors import SigningError, told_moment
from danvan_desktop.reports.signing.fields import empty_fields, field_name, fill_field, lay_fields
from danvan_desktop.reports.signing.places import SigningPlace, places_in
from danvan_desktop.reports.signing.reading import opened, telling_faults
from danvan_desktop.reports.signing.stamp import Role, Stamp, picture_stamp, words_stamp
from danvan_desktop.reports.signing.writing import RevisionWriter

_DIGEST = "sha256"


@dataclass(frozen=True)
class SigningWish:
    """Where a paper is to be signed, counted from 1 (0: at its only place), and by which picture, if any."""

    place: int = 0
    role: Role = Role.PERSON
    picture: bytes = b""


def places_to_sign(pdf: bytes) -> tuple[SigningPlace, ...]:
    """List where a paper can be signed, and by whom, with what has been signed left out; raises SigningError."""
    with telling_faults():
        found = tuple(place for place in _places(opened(pdf)) if place.roles)
    if not found:
        raise _signed_already()
    return found


def sign_pdf(pdf: bytes, own: OwnCertificate, wish: SigningWish, moment: dt.datetime) -> bytes:
    """Return the paper with a signature of ``moment``, checked once more before it is handed out.

    Raises:
        SigningError: the file is not the program's, that place was signed already, has several places and none was
            named, what was signed before is broken, or the picture is not as the decree asks.
    """
    with telling_faults():
        reader = opened(pdf)
        place = _chosen(_places(reader), wish)
        stamp = _stamp(own, wish, place, moment)
        writer = RevisionWriter(io.BytesIO(pdf))
        if reader.embedded_signatures:
            _refuse_broken(pdf)
            fill_field(writer, place, wish.role, stamp)
        else:
            told = f"Chữ ký số của {own.holder.told}, {told_moment(moment)}"
            lay_fields(writer, places_in(reader), (place, wish.role), stamp, told)
        signed = _signed(writer, own, moment, field_name(place, wish.role))
    _refuse_broken(signed)
    return signed


def _places(reader: Any) -> tuple[SigningPlace, ...]:
    """List all places, each with the roles whose signature is not set yet."""
    places = places_in(reader)
    if not reader.embedded_signatures:
        return places
    names = empty_fields(reader)
    return tuple(
        replace(place, roles=tuple(role for role in place.roles if field_name(place, role) in names))
        for place in places
    )


def _chosen(places: tuple[SigningPlace, ...], wish: SigningWish) -> SigningPlace:
    fitting = tuple(place for place in places if wish.role in place.roles)
    if not fitting or wish.place in {place.number for place in places if place not in fitting}:
        raise _signed_already()
    if wish.place == 0 and len(fitting) == 1:
        return fitting[0]
    for place in fitting:
        if place.number == wish.place:
            return place
    listed = "; ".join(f"{place.number}. {place.who}" for place in fitting)
    raise SigningError(_("Văn bản có {n} chỗ ký, hãy chọn một: {listed}.", n=len(fitting), listed=listed))


def _signed_already() -> SigningError:
    return SigningError(
        _("Văn bản này đã có chữ ký số và chỗ ký ấy không còn trống. Muốn ký lại, hãy in văn bản ra tệp mới rồi ký.")
    )


def _stamp(own: OwnCertificate, wish: SigningWish, place: SigningPlace, moment: dt.datetime) -> Stamp:
    if wish.picture:
        return picture_stamp(wish.picture, wish.role, place.box)
    if wish.role is Role.BODY:
        raise SigningError(_("Ký bằng dấu của cơ quan thì phải chọn hình dấu (.png)."))
    return words_stamp(own.holder, moment, place.box)


class _AsDrawn:
    """Tells pyHanko to leave the appearance as it is."""

    def create_stamp(self, _writer: Any, _box: Any, _texts: Any) -> None:
        """Make none."""


class _SignerOfMoment(PdfSigner):
    """Signs at a moment that is handed in, not at what the machine says."""

    def __init__(self, own: OwnCertificate, moment: dt.datetime, field: str) -> None:
        """Take the certificate; nothing of it is kept beyond this object."""
        described = PdfSignatureMetadata(
            field_name=field,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            name=own.holder.name,
        )
        super().__init__(described, signer=_signer(own), stamp_style=_AsDrawn())
        self._moment = moment

    def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
        """See the base class."""
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self._moment
        return session


def _signed(writer: Any, own: OwnCertificate, moment: dt.datetime, field: str) -> bytes:
    out = io.BytesIO()
    _SignerOfMoment(own, moment, field).sign_pdf(writer, existing_fields_only=True, output=out)
    return out.getvalue()


def _signer(own: OwnCertificate) -> SimpleSigner:
    key = own.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    issuers = SimpleCertificateStore()
    issuers.register_multiple(map(in_asn1, own.issuers))
    return SimpleSigner(
        signing_cert=in_asn1(own.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=issuers,
    )


def _refuse_broken(signed: bytes) -> None:
    *earlier, last = (one.integrity for one in signatures_in(signed, ()))
    if last is not Integrity.UNCHANGED or any(one is not Integrity.SIGNED_FURTHER for one in earlier):
        raise SigningError(
            _("Chữ ký số trên văn bản không kiểm tra được nên không ký, không lưu. Hãy in lại văn bản rồi ký.")
        )
