"""A register is signed by the one who made what its title names: a book, a table, a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.form import Needs

if TYPE_CHECKING:
    from tests.reports.conftest import Office

MAKERS = {
    "meeting-register": "Người lập sổ",
    "land-project-register": "Người lập bảng",
    "submission-register": "Người lập bảng",
    "supervision-board-register": "Người lập danh sách",
}


@pytest.mark.parametrize(("code", "maker"), MAKERS.items())
def test_who_made_a_register_is_called_by_what_its_title_names(office: Office, code: str, maker: str) -> None:
    form = form_of(code)
    assert form.needs is Needs.PERIOD
    document = form.build(office.context(period="2026-Q3"))
    assert document.signatures[0].lines == (maker,)
    assert document.kind.startswith(maker.removeprefix("Người lập ").capitalize())


def test_the_register_of_meetings_says_which_opinions_were_entered_in_the_book_of_petitions(office: Office) -> None:
    titles = [
        column.title
        for block in form_of("meeting-register").build(office.context(period="2026-Q3")).blocks
        for column in getattr(block, "columns", ())
    ]
    assert "Vào sổ kiến nghị" in titles
    assert not [one for one in titles if one.startswith("Lập ")], "minutes are drawn up, petitions are entered"
