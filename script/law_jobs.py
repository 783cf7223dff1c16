"""The daily jobs of democracy and of letters, done in a window by keys alone as a test replays them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from hands import CONTROL, Hands, Key
from nine_jobs import WalkedJob
from PySide6.QtGui import QGuiApplication
from working_day import WorkingDay
from working_office import office_window

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.child_panel import ChildPanel

LAW_JOBS = (
    "Buổi tiếp công dân có 5 lượt",
    "Khiếu nại từ khi nhận đơn đến quyết định giải quyết",
    "Một nội dung công khai, niêm yết ở một nơi",
    "Công trình với sổ đóng góp 80 hộ, dán từ Excel",
)
HOUSEHOLDS = 80


def furnish_road(store: Store) -> None:
    """Give an office a village with the households of a contribution book."""
    values = {
        "name": "Thôn Đông",
        "kind": "village",
        "code": "DS-01",
        "parent": store.unit.uid,
        "households": HOUSEHOLDS,
    }
    village = store.save(Draft("unit", values)).uids[0]
    store.save(*(Draft("household", {"unit": village, "head": head, "order": n}) for n, head in enumerate(heads(), 1)))


def heads() -> list[str]:
    """Return the names of the households, each another."""
    return [f"Nguyễn Văn Hộ{number}" for number in range(1, HOUSEHOLDS + 1)]


def walk_law(day: LawDay) -> list[WalkedJob]:
    """Do all of them; raises Stuck where an officer would not get on."""
    walked = []
    for words, job in _jobs(day).items():
        before = replace(day.hands.tally)
        day.hands.deed = words
        job()
        day.leave()
        walked.append(WalkedJob(words, day.hands.tally - before))
    day.hands.all_answered()
    return walked


def _jobs(day: LawDay) -> Mapping[str, Callable[[], str]]:
    return dict(zip(LAW_JOBS, (day.reception, day.complaint, day.posting, day.contributions), strict=True))


def walked_by_law() -> list[WalkedJob]:
    """Walk them in an office that is made for it and goes away."""
    with tempfile.TemporaryDirectory(prefix="danvan-") as name, office_window(Path(name), furnish_road) as window:
        return walk_law(LawDay(window, Hands()))


class LawDay(WorkingDay):
    """What an officer of reception and democracy does in one window, by keys."""

    def parts(self, kind: str) -> ChildPanel:
        """Return the table of the parts of the record that is open."""
        return next(cast(ChildPanel, panel) for panel in self.editor.parts.panels if panel.rows.kind.name == kind)

    def reception(self) -> str:
        """Record a reception with five visitors; return its uid."""
        editor = self.begin("buoi tiep cong dan moi")
        self.fill(editor.form, receiver="Le Van Son", place="Tru so xa")
        visits = self.parts("reception_visit")
        for number in range(1, 6):
            self.add_part(visits, citizen_name=f"Ong {number}", content="Duong ngo hong")
        return self.save()

    def complaint(self) -> str:
        """Record a complaint from its letter to the decision; return its uid."""
        form = self.begin("vu viec moi").form
        self.fill(form, received_on="1/7/2026")
        self.choose(form, "nature", "complaint")
        self.fill(form, title="Boi thuong dat", content="Gia dat thap", citizen_name="Ong Ba")
        self.save()
        self.take_next_step()
        self.choose(form, "handling", "accepted")
        self.fill(form, accepted_on="2/7/2026")
        self.take_next_step()
        self.fill(form, decided_on="15/7/2026", decision_number="12/QD-UBND")
        self.choose(form, "result", "wrong")
        return self.save()

    def posting(self) -> str:
        """Record something that is made public, and where it is posted; return its uid."""
        form = self.begin("noi dung cong khai moi").form
        self.fill(form, title="Du toan thu chi")
        self.choose(form, "item", "p02")
        self.add_part(self.parts("publicity_posting"), place="Nha van hoa")
        return self.save()

    def contributions(self) -> str:
        """Record a work with the book of what was given, copied from a workbook; return its uid."""
        form = self.begin("cong trinh nhan dan moi").form
        self.fill(form, name="Duong ngo 3")
        self.choose(form, "type", "road")
        self.fill(form, unit="thon dong")
        book = self.parts("contribution")
        self.turn_to(book)
        self.hands.tab_to(book.table)
        QGuiApplication.clipboard().setText("\n".join(f"{head}\t400.000" for head in heads()))
        self.hands.press(Key.Key_V, CONTROL)
        self.hands.wait(lambda: len(book.rows.rows) == HOUSEHOLDS, "the pasted rows")
        return self.save()
