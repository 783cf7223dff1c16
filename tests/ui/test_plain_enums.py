"""Qt's enumerations that are made in the short way, beside those that are made as PySide6 would."""

import subprocess
import sys

_TELLS = """
import enum, importlib
def enums_in(place, depth=0):
    for name in sorted(dir(place)):
        one = None if name.startswith("__") else getattr(place, name, None)
        if isinstance(one, enum.EnumType):
            yield one
        elif isinstance(one, type) and depth < 2 and one.__module__.startswith("PySide6"):
            yield from enums_in(one, depth + 1)
def of_bits(one, member):
    first = one(1 & one._flag_mask_)
    with_it = [member | first, member & first, member ^ first, ~member]
    return with_it, bool(member), len(member), [bit for bit in one if bit in member]
def told(one):
    yield one.__module__, one.__qualname__, one.__bases__, repr(one), list(one), getattr(one, "_boundary_", None)
    for name, member in one.__members__.items():
        is_itself = getattr(one, name) is one(member.value) is one[name] is member and member in one
        yield name, member.name, member.value, repr(member), str(member), is_itself, type(member) is one
        yield vars(one)[name] is member, all(getattr(member, other) is vars(one)[other] for other in one.__members__)
        yield of_bits(one, member) if issubclass(one, enum.Flag) else hash(member) == hash(one[name])
    for unknown in (-1, 7, 1 << 20):
        try:
            yield repr(one(unknown))
        except (TypeError, ValueError) as error:
            yield str(error)
for module in ("QtCore", "QtGui", "QtWidgets", "QtNetwork"):
    for one in dict.fromkeys(enums_in(importlib.import_module(f"PySide6.{module}"))):
        print(*told(one))
"""
_SHORT = """
import enum
from danvan_desktop.ui.plain_enums import make_enums_plainly
{before}
make_enums_plainly()
{after}
"""


def _told_by(script: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()


def test_every_enumeration_is_what_python_makes_with_all_its_looks():
    plain, short = _told_by(_TELLS), _told_by(_SHORT.format(before="", after=_TELLS))
    assert len(plain) > 500
    assert short == plain


def test_those_of_qt_are_made_in_the_short_way_and_no_others():
    refuse = "enum.EnumType._create_ = lambda *_told, **_named: 1 / 0"
    look = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QSizePolicy
print(*map(repr, (Qt.Key.Key_A, QStyle.StateFlag.State_On, QSizePolicy.Policy.Fixed)))
try:
    enum.Enum("Own", "A B")
except ZeroDivisionError:
    print("others as before")
"""
    assert _told_by(_SHORT.format(before=refuse, after=look)) == [
        "<Key.Key_A: 65> <StateFlag.State_On: 32> <Policy.Fixed: 0>",
        "others as before",
    ]


def test_members_that_are_named_like_what_every_enumeration_has_are_made_as_before():
    look = """
own = enum.Flag("Own", [("name", 1), ("mine", 2)], boundary=enum.KEEP)
print(*map(repr, (own(1), own(2), own(2).name)))
"""
    plain = _told_by("import enum" + look)
    assert _told_by(_SHORT.format(before="", after=look)) == plain == ["<Own.name: 1> <Own.mine: 2> 'mine'"]
