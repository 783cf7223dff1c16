"""No module grows beyond what can be read at one sitting."""

import pytest
from environment import ROOT

LONGEST = 450
"""Lines."""


@pytest.mark.parametrize("folder", ["danvan_desktop", "script", "tests"])
def test_no_module_is_longer_than_can_be_read_at_one_sitting(folder: str) -> None:
    modules = list((ROOT / folder).rglob("*.py"))
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    too_long = {path.relative_to(ROOT).as_posix(): length for path, length in lengths.items() if length > LONGEST}
    assert modules
    assert too_long == {}, "divide it by what each half is about"
