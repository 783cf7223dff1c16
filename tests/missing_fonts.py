"""A program whose letters for papers are gone or damaged, as after a disk fault or a cleaner of disks."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.assets import resource_path
from danvan_desktop.reports.pdf import fonts

Damage = Callable[[Path], object]


def cut(font: Path) -> None:
    """Leave a part of the file, as after a copy that ended half way."""
    font.write_bytes(font.read_bytes()[:100_000])


def spoil(font: Path) -> None:
    """Put zeros where shapes of letters stand: only the checksums of the tables tell."""
    data = bytearray(font.read_bytes())
    data[200_000:204_096] = bytes(4_096)
    font.write_bytes(data)


DAMAGES: tuple[Damage, ...] = (Path.unlink, cut, spoil, lambda font: font.write_bytes(b""))


@contextmanager
def damaged_font(damage: Damage, folder: Path) -> Iterator[None]:
    """Read the letters of papers from a copy in ``folder`` of which one face is damaged."""
    own = folder / "fonts"
    shutil.copytree(resource_path("fonts"), own)
    damage(own / "LiberationSerif-Bold.ttf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "resource_path", lambda *parts: _existing(folder.joinpath(*parts)))
        fonts.printable_characters.cache_clear()
        yield
    fonts.printable_characters.cache_clear()


def _existing(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(path)
    return path
