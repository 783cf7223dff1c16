"""``script/word_pages.py`` prints the papers of every office that ``check_papers`` reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_papers import SAMPLE
from word_pages import papers_of

from danvan_desktop.reports.catalogue import form_of
from tests.reports.offices import OFFICES


@pytest.mark.parametrize("office", [SAMPLE, *OFFICES])
def test_a_paper_of_each_office_is_there_in_each_format(office: str, tmp_path: Path) -> None:
    form = form_of("attendance-sheet")
    found = list(papers_of(office, [form], tmp_path))
    assert [context.style for _form, context in found] == list(form.styles())
    assert {one.code for one, _context in found} == {form.code}
