"""Reads the signatures of a PDF: who signed, when, whether it is unchanged, whether the issuer is known here.

Without a network: whether a certificate was revoked is not asked, and the time is what the signer's machine said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cryptography import x509
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.signing.certificate import in_asn1
from danvan_desktop.reports.signing.errors import SigningError, told_moment
from danvan_desktop.reports.signing.names import Holder, holder_of
from danvan_desktop.reports.signing.reading import opened, telling_faults


class Integrity(Enum):
    """What became of a paper after somebody signed it."""

    UNCHANGED = "unchanged"
    SIGNED_FURTHER = "signed_further"
    """Only signatures were added, which leaves what was signed as it was."""
    CHANGED = "changed"


class Issuer(Enum):
    """What is known of who stands behind a certificate."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    OUT_OF_TERM = "out_of_term"
    """The certificate was not in force at the moment that the signature tells."""


@dataclass(frozen=True)
class FoundSignature:
    """One signature; ``signed_at`` is what the signer's machine said, absent where it said nothing."""

    holder: Holder
    issued_by: Holder
    signed_at: dt.datetime | None
    valid_from: dt.datetime
    valid_until: dt.datetime
    integrity: Integrity
    issuer: Issuer

    @property
    def is_good(self) -> bool:
        """Whether nothing at all is to be said against it."""
        return self.integrity is not Integrity.CHANGED and self.issuer is Issuer.KNOWN

    def told(self) -> tuple[Message, ...]:
        """Say it all, a sentence each: who and when, what became of the paper, who vouches for the certificate."""
        return (self._who(), _INTEGRITY[self.integrity], self._issuer())

    def _who(self) -> Message:
        if self.signed_at is None:
            return _("Người ký: {who}; chữ ký không ghi thời gian ký.", who=self.holder.told)
        moment = told_moment(self.signed_at)
        return _("Người ký: {who}; ký lúc {moment} theo giờ của máy ký.", who=self.holder.told, moment=moment)

    def _issuer(self) -> Message:
        by = self.issued_by.told
        match self.issuer:
            case Issuer.KNOWN:
                return _("Chứng thư do {by} cấp; nơi cấp này có trong danh sách tin cậy.", by=by)
            case Issuer.UNKNOWN:
                return _(
                    "Chưa rõ nơi cấp chứng thư ({by}): chưa chắc người ký đúng là người có tên trên. Hãy chọn tệp chứng"
                    " thư của nơi cấp để kiểm tra.",
                    by=by,
                )
            case Issuer.OUT_OF_TERM:
                return _(
                    "Lúc ký, chứng thư không còn hoặc chưa có hiệu lực (chỉ từ {begin} đến {end}).",
                    begin=told_moment(self.valid_from),
                    end=told_moment(self.valid_until),
                )


_INTEGRITY = {
    Integrity.UNCHANGED: _("Từ khi ký, văn bản không bị sửa."),
    Integrity.SIGNED_FURTHER: _("Từ khi ký, văn bản chỉ có thêm chữ ký số, nội dung không bị sửa."),
    Integrity.CHANGED: _("Văn bản ĐÃ BỊ SỬA sau khi ký, hoặc chữ ký hỏng: không dùng văn bản này."),
}


def signatures_in(pdf: bytes, issuers: Sequence[x509.Certificate]) -> tuple[FoundSignature, ...]:
    """Check all signatures of a file against the certificates of the issuers that are trusted.

    Raises:
        SigningError: the file is no PDF, is damaged, or nobody signed it.
    """
    with telling_faults():
        found = tuple(opened(pdf).embedded_regular_signatures)
        if not found:
            raise SigningError(_("Văn bản này chưa có chữ ký số nào."))
        return tuple(_checked(one, issuers, was_last=one is found[-1]) for one in found)


def _checked(embedded: Any, issuers: Sequence[x509.Certificate], *, was_last: bool) -> FoundSignature:
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    moment = embedded.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[in_asn1(issuer) for issuer in issuers],
        other_certs=list(embedded.other_embedded_certs),
        moment=moment or certificate.not_valid_before_utc,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except SignatureValidationError:
        status = None
    return FoundSignature(
        holder_of(certificate.subject),
        holder_of(certificate.issuer),
        moment,
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        _integrity(status, was_last=was_last),
        _issuer(status, certificate, moment),
    )


def _integrity(status: Any, *, was_last: bool) -> Integrity:
    if status is None or not (status.intact and status.valid):
        return Integrity.CHANGED
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Integrity.UNCHANGED
    added = status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and status.modification_level in _HARMLESS
    return Integrity.SIGNED_FURTHER if added and status.docmdp_ok and not was_last else Integrity.CHANGED


_HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def _issuer(status: Any, certificate: x509.Certificate, moment: dt.datetime | None) -> Issuer:
    if moment is not None and not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        return Issuer.OUT_OF_TERM
    return Issuer.KNOWN if status is not None and status.trusted else Issuer.UNKNOWN
