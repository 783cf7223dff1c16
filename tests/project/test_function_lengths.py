"""Functions stay short: counted by the script that tells it of each package."""

from pathlib import Path

from environment import ROOT
from function_lengths import by_package, functions_in, percentile

_LONGEST_MEDIAN, _LONGEST_TENTH, _LONGEST = 9, 27, 60
"""Lines of code: half of a package's functions at the most, nine tenths of them, and each one."""


def test_lines_of_a_function_are_those_of_its_code(tmp_path: Path) -> None:
    file = tmp_path / "counted.py"
    file.write_text(
        'def outer(a: int) -> int:\n    """Told\n\n    at length."""\n\n    def inner() -> int:\n        return a\n'
        "\n    return inner()\n",
        "utf-8",
    )
    assert [(one.name, one.first, one.lines) for one in functions_in(file)] == [("outer", 1, 4), ("inner", 6, 2)]


def test_a_percentile_is_what_so_many_do_not_exceed() -> None:
    assert [percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 30], share) for share in (0.0, 0.5, 0.9, 1.0)] == [1, 6, 30, 30]


def test_functions_are_short_in_every_package() -> None:
    lengths = {name: sorted(one.lines for one in found) for name, found in by_package(ROOT / "danvan_desktop")}
    figures = {name: (percentile(found, 0.5), percentile(found, 0.9), found[-1]) for name, found in lengths.items()}
    most = (_LONGEST_MEDIAN, _LONGEST_TENTH, _LONGEST)
    too_long = {name: told for name, told in figures.items() if any(map(int.__gt__, told, most))}
    assert len(figures) > 8
    assert too_long == {}, "divide the longest: script/function_lengths.py --over 45 names them"
