"""Reporting periods, as the domain has them."""

from danvan_desktop.domain.period import Period, PeriodError, PeriodKind

__all__ = ["Period", "PeriodError", "PeriodKind"]
