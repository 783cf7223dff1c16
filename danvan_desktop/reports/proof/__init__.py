"""Proof of printed figures: a code to read out, a QR code with every figure, and the check at the level above."""

from danvan_desktop.reports.proof.code import ProofCode, ProofError
from danvan_desktop.reports.proof.seal import PROVEN_FORMS, proven_figures, seal, seal_of_period
from danvan_desktop.reports.proof.verifying import BY_GROUP, Difference, Verification, code_in_pdf, verify

__all__ = [
    "BY_GROUP",
    "PROVEN_FORMS",
    "Difference",
    "ProofCode",
    "ProofError",
    "Verification",
    "code_in_pdf",
    "proven_figures",
    "seal",
    "seal_of_period",
    "verify",
]
