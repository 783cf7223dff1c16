"""The records of who is honoured and of contests, of which golden pages are printed."""

from __future__ import annotations

from collections.abc import Callable

Save = Callable[..., str]
"""Saves a record of a kind with its values; returns its uid."""


def save_award(save: Save, village: str) -> str:
    """Save what was given years ago by one decision, what waits, and return one that waits."""
    shared = {"title": "certificate", "merit": "có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo”"}
    decided = {"decision_number": "58/QĐ-UBND", "decided_on": "2024-11-18", "proposed_on": "2024-11-04"}
    save("award", subject="Tổ dân vận thôn Đông", unit=village, money=1_500_000, **shared, **decided)
    waiting = (("Chi hội Phụ nữ thôn Đông", "collective", 1_500_000), ("Nguyễn Văn An", "individual", 750_000))
    proposed = {"unit": village, "period": "năm 2026", "proposed_on": "2026-09-21"}
    waits = [
        save("award", subject=subject, subject_kind=kind, money=money, **proposed, **shared)
        for subject, kind, money in waiting
    ]
    return waits[0]
