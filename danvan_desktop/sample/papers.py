"""The register of the commune's papers: each kind of paper by the order of its days, of the state by year."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from danvan_desktop.domain.rules.numbering import symbol_of, written_number
from danvan_desktop.sample.scene import Paper, Scene, Stage

_WRITTEN_ELSEWHERE = (
    ("resolution", 2, 12, "tăng cường sự lãnh đạo của Đảng đối với công tác dân vận trong thu hồi đất"),
    ("letter", 1, 28, "nắm tình hình, chăm lo đời sống Nhân dân dịp Tết Nguyên đán"),
    ("guidance", 3, 16, "đăng ký, chấm điểm, công nhận mô hình “Dân vận khéo”"),
    ("letter", 7, 6, "đẩy mạnh giải quyết kiến nghị, phản ánh của Nhân dân sau đối thoại"),
    ("conclusion", 10, 26, "kết quả rà soát việc thực hiện dân chủ ở các thôn, bản"),
)
"""Papers by which the committee leads the work, written with other programs: type, month, day, subject."""


def number_of_decision(day: dt.date) -> int:
    """Number a decision that the register does not keep: later ones of a year have higher numbers."""
    return day.timetuple().tm_yday


def number_of_the_front(day: dt.date) -> int:
    """Number a paper of the Front, which has a register of its own and writes fewer."""
    return day.isocalendar().week


def add_leading_papers(scene: Scene) -> None:
    """Enter what the committee issued this year into the register."""
    year = scene.timeline.today.year
    for kind, month, day, subject in _WRITTEN_ELSEWHERE:
        issued = scene.timeline.free_day(dt.date(year, month, day))
        if issued <= scene.timeline.today:
            paper = Paper(day=issued, issuer="party", kind="", uid="", field="", form=None, subject=subject, type=kind)
            scene.papers.append(paper)


def number_papers(scene: Scene) -> None:
    """Give each paper the next number of its register, and note the number where the paper came from."""
    given: Counter[tuple[str, str, int]] = Counter()
    for paper in sorted(scene.papers, key=lambda one: one.day):
        register = paper.issuer, paper.type, 0 if paper.issuer == "party" else paper.day.year
        given[register] += 1
        _note(scene, paper, given[register])


def _note(scene: Scene, paper: Paper, number: int) -> None:
    symbol = symbol_of(paper.issuer, paper.type)
    if paper.uid:
        written = written_number(paper.issuer, number, symbol)
        scene.book.put(Stage.ANSWERED, paper.kind, paper.uid, **{paper.field: written})
    scene.book.add(
        Stage.ANSWERED,
        "document_number",
        unit=scene.commune_uid,
        issuer=paper.issuer,
        year=paper.day.year,
        type=paper.type,
        number=number,
        symbol=symbol,
        date=paper.day,
        subject=paper.subject,
        form=paper.form,
        record=paper.uid or None,
    )
