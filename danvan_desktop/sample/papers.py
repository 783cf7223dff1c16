"""The register of the commune's papers: each kind of paper by the order of its days, of the state by year."""

from __future__ import annotations

from collections import Counter

from danvan_desktop.domain.rules.numbering import symbol_of, written_number
from danvan_desktop.sample.scene import Paper, Scene, Stage


def number_papers(scene: Scene) -> None:
    """Give each paper the next number of its register, and note the number where the paper came from."""
    given: Counter[tuple[str, str, int]] = Counter()
    for paper in sorted(scene.papers, key=lambda one: one.day):
        register = paper.issuer, paper.type, 0 if paper.issuer == "party" else paper.day.year
        given[register] += 1
        _note(scene, paper, given[register])


def _note(scene: Scene, paper: Paper, number: int) -> None:
    symbol = symbol_of(paper.issuer, paper.type)
    scene.book.put(Stage.ANSWERED, paper.kind, paper.uid, **{paper.field: written_number(paper.issuer, number, symbol)})
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
        record=paper.uid,
    )
