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
        if team == "Đội số 3":
            honoured |= {"side_prizes": "Tiểu phẩm hay nhất; Thuyết trình hay nhất", "side_money": 500_000}
        entry = save("contest_entry", contest=contest, team=team, **honoured)
        for place, (judge, points) in enumerate(zip(("Lê Thị Ngọc", "Trần Văn Bảy"), given, strict=True)):
            for number, (part, most) in enumerate(zip(parts, points, strict=True)):
                less = deduction if not place and not number else None
                save("mark", subject=entry, criterion=part, scorer=judge, points=most, deduction=less)
    return contest


def save_ratings(save: Save, village: str) -> tuple[str, str]:
    """Save ratings of two years ago and of the last, decided by one decision; return one of a unit and one of a person.

    Nothing of them was decided in the quarter of the golden pages.
    """
    named = {"set": "Bộ tiêu chí công tác dân vận", "year": 2025}
    criteria = [
        save("criterion", set=named["set"], version="2025", order=order, name=name, maximum=most)
        for order, (name, most) in enumerate((("Lãnh đạo, chỉ đạo", 40), ("Thực hiện dân chủ ở cơ sở", 60)), 1)
    ]
    decided = {"decided_on": "2026-01-20", "decision_number": "31-QĐ/ĐU", "announced_on": "2026-01-22"}
    rated = {"self_on": "2025-12-28", "self_rank": "excellent", "review_on": "2026-01-10"}
    for year, rank in ((2024, "good"), (2023, "done")):
        earlier = {"decided_on": f"{year + 1}-01-20", "rank": rank, "year": year, "set": named["set"]}
        save("rating", target_unit=village, subject_kind="village", **earlier)
    uids = []
    for kind, target in (("rating", {"target_unit": village, "subject_kind": "village"}), ("cadre_rating", {})):
        who = target or {"target": "Trần Văn Bảy", "subject_kind": "head"}
        uids.append(save(kind, **named, **who, **rated, self_total=None))
        for criterion, own, reviewed in zip(criteria, ("38.5", 55), (37, "51.25"), strict=True):
            given = {"self_points": own, "review_points": reviewed, "evidence": "Sổ họp thôn, biên bản"}
            save("rating_mark", subject=uids[-1], criterion=criterion, **given)
        save(kind, uids[-1], rank="good", review_rank="good", **decided)
    out = {"ineligible": True, "ineligible_reason": "Mới kiện toàn, chưa đủ sáu tháng"}
    save("rating", target="Tổ dân vận thôn Tây", subject_kind="team", **named, **rated, **out, **decided)
    other = {"self_total": 91, "rank": "good", "reason": "Báo cáo quý III chậm"}
    save("rating", target="Công an xã", **named, **rated, **other, **decided)
    return uids[0], uids[1]
