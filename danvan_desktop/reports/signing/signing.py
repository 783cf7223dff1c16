"""Signs a printed paper: an incremental update (PAdES B-B) that leaves its tags and its conformance whole."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from danvan_desktop.localization import _
from danvan_desktop.reports.signing.certificate import OwnCertificate, in_asn1
from danvan_desktop.reports.signing.checking import Integrity, signatures_in
from danvan_desktop.reports.signing.errors import SigningError, told_moment
from danvan_desktop.reports.signing.places import SigningPlace, places_in
from danvan_desktop.reports.signing.reading import opened, telling_faults
from danvan_desktop.reports.signing.stamp import Role, Stamp, picture_stamp, words_stamp

_FIELD = "danvan-signature"
_DIGEST = "sha256"


@dataclass(frozen=True)
class SigningWish:
    """Where a paper is to be signed, counted from 1 (0: at its only place), and by which picture, if any."""

    place: int = 0
    role: Role = Role.PERSON
    picture: bytes = b""


def places_to_sign(pdf: bytes) -> tuple[SigningPlace, ...]:
    """List where a paper that is not signed yet can be signed; raises SigningError."""
    with telling_faults():
        return _places(opened(pdf))


def sign_pdf(pdf: bytes, own: OwnCertificate, wish: SigningWish, moment: dt.datetime) -> bytes:
    """Return the paper with a signature of ``moment``, checked once more before it is handed out.

    Raises:
        SigningError: the file is not the program's, was signed already, has several places and none was named, or
            the picture is not as the decree asks.
    """
    with telling_faults():
        reader = opened(pdf)
        place = _chosen(_places(reader), wish.place)
        stamp = _stamp(own, wish, place, moment)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        # It would write the description of the file anew, and spoil the part that names PDF/UA (pyHanko, issue 223).
        writer._update_meta = lambda: None
        told = f"Chữ ký số của {own.holder.told}, {told_moment(moment)}"
        _add_field(writer, place, stamp, told)
        signed = _signed(writer, own, moment)
    _refuse_broken(signed)
    return signed


def _places(reader: Any) -> tuple[SigningPlace, ...]:
    if reader.embedded_signatures:
        raise SigningError(
            _("Văn bản này đã có chữ ký số nên không ký thêm. Muốn ký lại, hãy in văn bản ra tệp mới rồi ký.")
        )
    return places_in(reader)


def _chosen(places: tuple[SigningPlace, ...], number: int) -> SigningPlace:
    if number == 0 and len(places) == 1:
        return places[0]
    if 1 <= number <= len(places):
        return places[number - 1]
    listed = "; ".join(f"{place.number}. {place.who}" for place in places)
    raise SigningError(_("Văn bản có {n} chỗ ký, hãy chọn một: {listed}.", n=len(places), listed=listed))


def _stamp(own: OwnCertificate, wish: SigningWish, place: SigningPlace, moment: dt.datetime) -> Stamp:
    if wish.picture:
        return picture_stamp(wish.picture, wish.role, place.box)
    if wish.role is Role.BODY:
        raise SigningError(_("Ký bằng dấu của cơ quan thì phải chọn hình dấu (.png)."))
    return words_stamp(own.holder, moment, place.box)


def _add_field(writer: Any, place: SigningPlace, stamp: Stamp, told: str) -> None:
    """Add the field where the stamp is seen, below an element of its own (ISO 14289-1, 7.18.4)."""
    append_signature_field(writer, SigFieldSpec(_FIELD, on_page=place.page, box=stamp.box, readable_field_name=told))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    widget, page = field.get_object(), writer.find_page_for_modification(place.page)[0]
    drawn = writer.import_page_as_xobject(opened(stamp.pdf))
    widget["/AP"] = generic.DictionaryObject({pdf_name("/N"): drawn})
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


class _AsDrawn:
    """Tells pyHanko to leave the appearance as it is."""

    def create_stamp(self, _writer: Any, _box: Any, _texts: Any) -> None:
        """Make none."""


class _SignerOfMoment(PdfSigner):
    """Signs at a moment that is handed in, not at what the machine says."""

    def __init__(self, own: OwnCertificate, moment: dt.datetime) -> None:
        """Take the certificate; nothing of it is kept beyond this object."""
        described = PdfSignatureMetadata(
            field_name=_FIELD,
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


def _signed(writer: Any, own: OwnCertificate, moment: dt.datetime) -> bytes:
    out = io.BytesIO()
    _SignerOfMoment(own, moment).sign_pdf(writer, existing_fields_only=True, output=out)
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
    found = signatures_in(signed, ())
    if [one.integrity for one in found] != [Integrity.UNCHANGED]:
        raise SigningError(_("Chữ ký vừa tạo không kiểm tra được nên không lưu. Hãy in lại văn bản rồi ký."))
