"""Proof of printed figures: a code to read out, a QR code with every figure, and the check at the level above."""

from danvan_desktop.reports.proof.code import ProofCode, ProofError
from danvan_desktop.reports.proof.current import PROVEN_FORMS, current_set, is_proven, proven_figures
from danvan_desktop.reports.proof.reading import codes_in, proofs_in
from danvan_desktop.reports.proof.seal import seal, seal_of_period
from danvan_desktop.reports.proof.verifying import Verification, verify

__all__ = [
    "PROVEN_FORMS",
    "ProofCode",
    "ProofError",
    "Verification",
    "codes_in",
    "current_set",
    "is_proven",
    "proofs_in",
    "proven_figures",
    "seal",
    "seal_of_period",
    "verify",
]
