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


def save_contest(save: Save, commune: str) -> str:
    """Save a contest of years ago with three teams, two of which have one total, marked by two judges."""
    parts = [
        save("criterion", set="Hội thi", version="2024", order=order, name=name, maximum=most)
        for order, (name, most) in enumerate((("Chào hỏi", 20), ("Kiến thức", 30), ("Tiểu phẩm", 50)), 1)
    ]
    contest = save(
        "contest",
        name="Hội thi “Dân vận khéo” năm 2024",
        unit=commune,
        held_on="2024-10-15",
        place="Nhà văn hóa xã",
        organiser="party",
        set="Hội thi",
        audience=250,
        state="held",
    )
    teams = (
        ("Đội số 1", "first", 2_000_000, ((18, 27, 45), (19, 26, 44)), None),
        ("Đội số 2", "second", 1_000_000, ((17, 25, 43), (18, 24, 42)), "0.5"),
        ("Đội số 3", "second", 1_000_000, ((17, 25, 43), (17, 24, 42)), None),
    )
    for draw, (team, prize, money, given, deduction) in enumerate(teams, 1):
        honoured = {"prize": prize, "money": money, "draw": draw, "members": 6, "unit": commune}
        entry = save("contest_entry", contest=contest, team=team, **honoured)
        for place, (judge, points) in enumerate(zip(("Lê Thị Ngọc", "Trần Văn Bảy"), given, strict=True)):
            for number, (part, most) in enumerate(zip(parts, points, strict=True)):
                less = deduction if not place and not number else None
                save("mark", subject=entry, criterion=part, scorer=judge, points=most, deduction=less)
    return contest
