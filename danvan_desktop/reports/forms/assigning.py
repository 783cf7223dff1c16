"""Whom a plan gives work to: its own authority assigns, the Party and the Front are asked to take part.

The People's Committee directs its own offices and villages (Luật Tổ chức chính quyền địa phương); bodies of the Party,
the Front and its organisations are beside it. Whoever has something to do by a paper gets it (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II, khoản 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.text import fold
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.communities import communities_of, full_name
from danvan_desktop.reports.forms.parts import is_own_committee
from danvan_desktop.reports.style import Style

_MOST_NAMED = 6
_BESIDE_THE_STATE = re.compile(
    r"(?:(?:thuong truc|ban thuong vu|ban chap hanh|van phong|uy ban kiem tra|co quan|khoi) )*"
    r"(?:dang uy|ban xay dung dang|ban tuyen giao|ban dan van|khoi dan van|dan van|chi bo|(?:pho )?bi thu"
    r"|trung tam chinh tri|uy ban kiem tra|uy ban mat tran|ub ?mttq|mttq|mat tran to quoc|ban cong tac mat tran"
    r"|hoi (?:nong dan|lien hiep phu nu|phu nu|cuu chien binh)|doan thanh nien|cong doan"
    r"|(?:cac )?(?:doan the|to chuc chinh tri)|(?:thuong truc )?(?:hoi dong nhan dan|hdnd))\b"
)
"""How the names of bodies begin, in folded letters, that no People's Committee gives orders to."""
_FRONT = re.compile(r"(?:uy ban )?(?:ub ?)?(?:mttq|mat tran to quoc)\b")


def is_asked(context: ReportContext, name: str) -> bool:
    """Tell whether the body that issues a paper asks this one, and does not assign it anything."""
    return context.style is Style.STATE and _BESIDE_THE_STATE.match(fold(name)) is not None


def lead_words(context: ReportContext, name: str) -> str:
    """Name who leads a task as the paper's issuer may: what it cannot assign it asks for."""
    return f"Đề nghị {name}" if is_asked(context, name) else name


def also_told(context: ReportContext, unit: Record, names: Iterable[str]) -> tuple[str, ...]:
    """Name for the list of recipients who has work by a paper and is not on it anyway: not the Front, the villages."""
    villages = {fold(form) for one in context.store.list("unit") for form in (one.text("name"), full_name(one))}
    covered = villages | {fold(communities_of(context.store, unit)), fold(f"các {communities_of(context.store, unit)}")}
    given = (part.strip(" .") for name in names for part in name.split(";"))
    told: dict[str, str] = {}
    for name in given:
        folded = fold(name)
        if folded and folded not in covered and not _FRONT.match(folded) and not is_own_committee(unit, name):
            told.setdefault(folded, name)
    return tuple(told.values()) if len(told) <= _MOST_NAMED else ("Các cơ quan, đơn vị được phân công",)
