"""What can go wrong with a report by an officer's choice."""

from __future__ import annotations

from danvan_desktop.domain.errors import DanvanError


class ReportError(DanvanError):
    """A report cannot be made from what was asked for."""
