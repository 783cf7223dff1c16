"""The worked example for who adds a kind is what the program takes."""

import re

from environment import ROOT

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.ui.kinds.view import KindView

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_two_files_of_the_example_fit_each_other():
    made = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(block, "CONTRIBUTING.md", "exec"), made)
    kind, view = made["VISIT"], made["VISIT_VIEW"]
    assert isinstance(kind, Kind)
    assert isinstance(view, KindView)
    assert view.kind in Kinds((*ALL_KINDS, kind))
    named = [name for section in view.sections for row in section.rows for name in row] + list(view.own_list.filters)
    assert all(kind.has(name) for name in named)


def test_every_attribute_and_file_named_is_there():
    for owner, attribute in re.findall(r"`(Kind|KindView|ListView)\.(\w+)`", PAGE):
        module = "danvan_desktop.domain.kind" if owner == "Kind" else "danvan_desktop.ui.kinds.view"
        declared = getattr(__import__(module, fromlist=[owner]), owner)
        assert attribute in declared.__struct_fields__, attribute
    for path in re.findall(r"\]\((?!https)([^)#]+)\)", PAGE):
        assert (ROOT / path).exists(), path
