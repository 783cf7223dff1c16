"""A second place for copies, such as a stick: remembered by the volume's name and found again wherever it is mounted.

Copies go into a folder that was made there when the officer chose the place, and never into one that would have to be
made: another stick of the same name gets nothing.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError, not_written
from danvan_desktop.store.private import make_private_folder

FOLDER = "sao-luu-dan-van"
"""The folder for copies at a place that was chosen."""


@dataclass(frozen=True)
class SecondPlace:
    """A folder as it was chosen; on a stick the volume's name and the folder's path within it, too."""

    folder: str
    volume: str = ""
    within: str = ""
    prefix: str = "sao-luu_"
    """How the names of the copies begin: several laptops may share a stick."""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.volume or self.folder

    def found(self, volumes: Mapping[str, Path]) -> Path | None:
        """Return the folder for copies where it is now; ``None`` when it is not there."""
        if self.volume:
            root = volumes.get(self.volume)
            places = [] if root is None else [root / self.within]
        else:
            places = [Path(self.folder)]
        try:
            return next((place / FOLDER for place in places if (place / FOLDER).is_dir()), None)
        except OSError:
            return None  # a drive that does not answer

    def as_text(self) -> str:
        """Return the text that is kept in the settings."""
        return json.dumps(asdict(self), ensure_ascii=False)


def place_of(text: str) -> SecondPlace | None:
    """Read what was kept, ``None`` for none."""
    return SecondPlace(**json.loads(text)) if text else None


def plain_code(unit_code: str) -> str:
    """Write a unit's code in letters that every file system takes: ``DS-01``."""
    plain = unicodedata.normalize("NFD", unit_code.replace("đ", "d").replace("Đ", "D"))
    code = re.sub(r"[^A-Za-z0-9-]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    return code or "don-vi"


def make_place(folder: Path, volumes: Mapping[str, Path], prefix: str) -> SecondPlace:
    """Make the folder for copies at a chosen place, and return how to find it again; raises StoreError in words."""
    folder = folder.absolute()
    if folder.name == FOLDER:
        folder = folder.parent
    try:
        if not folder.is_dir():
            raise StoreError(_("Không thấy thư mục “{path}”.", path=str(folder)))
        make_private_folder(folder / FOLDER)
    except OSError as error:
        raise not_written(error, folder) from error
    for name, root in volumes.items():
        if name and folder.is_relative_to(root):
            return SecondPlace(str(folder), name, folder.relative_to(root).as_posix(), prefix)
    return SecondPlace(str(folder), prefix=prefix)
