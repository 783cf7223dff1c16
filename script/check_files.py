"""Proves every file that can be printed: kept for decades, read out, signed, scanned, counted in Excel: form by rule.

    python script/check_files.py [--office NAME]... [--most N] [--signed N] [FORM...]

Offices and papers are those of ``script/check_papers.py``. The rules:

- ``archive``: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), by ``page-validation``.
- ``tags``: marks, elements and the tree of parents agree, as that validator does not ask (``tests/reports/tags.py``).
- ``signed``: both hold after a person has signed, and after the body has set its seal where one belongs; each signature
  is found and the paper unchanged. ``--signed N`` signs the first N papers of each form, all where it is left out.
- ``code``: the QR code is read from the page printed at 150 dpi, turned by 2 degrees either way, blurred and speckled.
- ``sheet``: title, unit, period, heights, days and figures, print area, heads of the Excel file
  (``tests/reports/sheets.py``).
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from check_papers import SAMPLE, contexts_of, table
from cryptography.hazmat.primitives.asymmetric import ec
from environment import speak_utf8

from danvan_desktop.reports.catalogue import EVERY_FORM
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.printing import write_document
from danvan_desktop.reports.signing.certificate import OwnCertificate, read_certificate
from danvan_desktop.reports.signing.checking import Integrity, signatures_in
from danvan_desktop.reports.signing.errors import SigningError
from danvan_desktop.reports.signing.signing import SigningWish, places_to_sign, sign_pdf
from danvan_desktop.reports.signing.stamp import Role
from danvan_desktop.reports.xlsx import tables_of
from tests.reports.certificates import MOMENT, PASSPHRASE, Authority, picture
from tests.reports.offices import OFFICES
from tests.reports.scans import DEGREES, codes_read
from tests.reports.sheets import sheet_faults
from tests.reports.tags import faults_of, refused_by_standards

RULES = ("archive", "tags", "signed", "code", "sheet")
Faults = dict[str, list[str]]


class Proofs:
    """Proves papers, and counts how many were signed, had a code or a sheet."""

    def __init__(self, folder: Path, most_signed: int | None) -> None:
        """Issue a certificate that signs the first ``most_signed`` papers of each form."""
        self._own: OwnCertificate = read_certificate(
            Authority().file(folder, ec.generate_private_key(ec.SECP256R1())), PASSPHRASE, MOMENT
        )
        self._most_signed = most_signed
        self._signed_of: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def faults(self, form: ReportForm, context: ReportContext) -> Faults:
        """Print one paper and give what is wrong by the names of the rules."""
        document = form.build(context)
        stream = io.BytesIO()
        write_document(document, load_page_format(context.style), stream)
        return self.faults_of(form.code, document, stream.getvalue())

    def faults_of(self, code: str, document: Document, data: bytes) -> Faults:
        """Give what is wrong with the PDF ``data`` of a document and with its sheets."""
        self.counts["papers"] += 1
        self.counts["sheets"] += len(tables_of(document))
        return {
            "archive": refused_by_standards(data),
            "tags": _tag_faults(data),
            "signed": self._signed_faults(code, data),
            "code": self._code_faults(document, data),
            "sheet": sheet_faults(code, document),
        }

    def _signed_faults(self, code: str, data: bytes) -> list[str]:
        if self._most_signed is not None and self._signed_of[code] >= self._most_signed:
            return []
        try:
            place = places_to_sign(data)[-1]
        except SigningError:
            return []  # nobody signs it
        self._signed_of[code] += 1
        self.counts["signed"] += 1
        try:
            return list(self._faults_signed_at(data, place.number))
        except SigningError as error:
            return [str(error)]

    def _faults_signed_at(self, data: bytes, place: int) -> Iterator[str]:
        for count, wish in enumerate((SigningWish(place), SigningWish(place, Role.BODY, picture())), 1):
            data = sign_pdf(data, self._own, wish, MOMENT)
            yield from (*refused_by_standards(data, count), *_tag_faults(data))
            found = [one.integrity for one in signatures_in(data, ())]
            if found != [*[Integrity.SIGNED_FURTHER] * (count - 1), Integrity.UNCHANGED]:
                yield f"{count} signed: {found}"

    def _code_faults(self, document: Document, data: bytes) -> list[str]:
        wanted = [document.proof.payload] if document.proof is not None else []
        self.counts["codes"] += len(wanted)
        if not wanted:
            return []
        return [f"{degrees} degrees" for degrees in (DEGREES, -DEGREES) if codes_read(data, degrees) != wanted]


def _tag_faults(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return faults_of(pdf)


def main(arguments: Sequence[str]) -> int:
    """Print the table of each office; gives the exit status."""
    speak_utf8()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("forms", nargs="*", metavar="FORM")
    parser.add_argument("--office", action="append", choices=(SAMPLE, *OFFICES))
    parser.add_argument("--most", type=int)
    parser.add_argument("--signed", type=int)
    asked = parser.parse_args(arguments)
    forms = [form for form in EVERY_FORM if not asked.forms or form.code in asked.forms]
    total = 0
    for name in asked.office or (SAMPLE, *OFFICES):
        found: dict[str, Counter[str]] = defaultdict(Counter)
        told: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            proofs = Proofs(Path(folder), asked.signed)
            for form, context in contexts_of(name, Path(folder), forms, asked.most):
                faults = proofs.faults(form, context)
                found[form.code].update({rule: len(one) for rule, one in faults.items()})
                told += [f"  {form.code} {rule}: {fault}" for rule, one in faults.items() for fault in one[:3]]
        faults_found = sum(counts.total() for counts in found.values())
        total += faults_found
        counted = ", ".join(f"{count} {what}" for what, count in proofs.counts.items())
        print(f"{name}: {counted} of {len(found)} forms, {faults_found} faults")
        for line in (*table(found, RULES), *dict.fromkeys(told)):
            print(line)
        sys.stdout.flush()
    return bool(total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
