"""What an update says of itself, and which one an installed program may take; no files are read here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import total_ordering

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _

LARGEST_UPDATE = 300_000_000
"""Bytes of the packed program; a Windows tree is a fifth of it."""
LARGEST_PROGRAM = 900_000_000
"""Bytes of the unpacked program."""
MOST_FILES = 30_000

_VERSION = re.compile(r"(0|[1-9][0-9]{0,4})(?:\.(0|[1-9][0-9]{0,4})){1,3}", re.ASCII)
_SYSTEM = re.compile(r"[a-z0-9_]{2,20}(?:-[a-z0-9_]{2,20}){1,3}", re.ASCII)
_PART = re.compile(r"[^\x00-\x1f\x7f<>:\"|?*\\/]{1,200}")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""


class UpdateError(DanvanError):
    """An update is not taken; the installed program stays as it is."""


class NotAnUpdate(UpdateError):
    """The file is something else, or made for a later form of updates."""


class DamagedUpdate(UpdateError):
    """The file is cut off, changed, or put together wrongly."""


class ForgedUpdate(UpdateError):
    """Nobody whom this program knows has signed the file."""


class UnfitUpdate(UpdateError):
    """The update is whole and signed, and for another system or no newer than what is installed."""


@total_ordering
@dataclass(frozen=True)
class Version:
    """Two to four numbers, compared one by one; a missing one counts as zero."""

    text: str

    def __post_init__(self) -> None:
        """Raise ValueError for a text that is no version."""
        if not _VERSION.fullmatch(self.text):
            raise ValueError(f"no version: {self.text[:40]!r}")

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers without zeros at the end."""
        found = [int(part) for part in self.text.split(".")]
        while found and found[-1] == 0:
            found.pop()
        return tuple(found)

    def __eq__(self, other: object) -> bool:
        """Be equal by the numbers: 1.0 is 1.0.0."""
        return isinstance(other, Version) and self.numbers == other.numbers

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self.numbers)

    def __lt__(self, other: Version) -> bool:
        """Be older."""
        return self.numbers < other.numbers


@dataclass(frozen=True)
class Update:
    """What the signed manifest of an update tells."""

    version: Version
    system: str
    """Which installations it fits, such as ``windows-x86_64-py313``."""
    made_on: dt.date
    news: tuple[str, ...]
    """What is new, in Vietnamese, a line each."""
    size: int
    """Bytes of the packed program, and its SHA-256."""
    sha256: str
    files: int
    unpacked: int
    """Bytes of all its files."""


def refuse_unfit(update: Update, version: Version, system: str) -> None:
    """Raise UnfitUpdate unless the update is newer than ``version`` and made for ``system``."""
    if update.system != system:
        raise UnfitUpdate(
            _(
                "Tệp cập nhật này dành cho hệ “{other}”, máy này dùng “{own}”. Hãy lấy đúng tệp của máy này.",
                other=update.system,
                own=system,
            )
        )
    if update.version == version:
        raise UnfitUpdate(_("Máy này đang dùng đúng bản {version}, không cần cập nhật.", version=version.text))
    if update.version < version:
        raise UnfitUpdate(
            _(
                "Bản {other} cũ hơn bản {own} đang dùng nên không cài: bản cũ không đọc được sổ của bản mới.",
                other=update.version.text,
                own=version.text,
            )
        )


def is_system(text: str) -> bool:
    """Tell whether a text can name a system."""
    return _SYSTEM.fullmatch(text) is not None


def refuse_bad_names(names: Iterable[str]) -> None:
    """Raise DamagedUpdate for a name that leads out of its folder, or that some system takes for another.

    ``names`` are those of files, with ``/`` between folders.
    """
    seen: set[str] = set()
    folders: set[str] = set()
    for name in names:
        parts = name.split("/")
        if not all(map(_is_plain, parts)) or len(name) > 400:
            raise _bad_name(name)
        folded = name.casefold()
        above = {"/".join(folded.split("/")[:length]) for length in range(1, len(parts))}
        if folded in seen or folded in folders or not above.isdisjoint(seen):
            raise _bad_name(name)
        seen.add(folded)
        folders |= above


def refuse_too_large(sizes: Collection[int], update: Update) -> None:
    """Raise DamagedUpdate when the files are not as many and as large as the manifest says."""
    if len(sizes) != update.files or sum(sizes) != update.unpacked:
        raise damaged()


def damaged() -> DamagedUpdate:
    """Make the error for bytes that are not what the form or a hash says."""
    return DamagedUpdate(
        _("Tệp cập nhật bị hỏng hoặc chép chưa hết nên chưa cài gì. Hãy chép lại tệp vào USB rồi làm lại.")
    )


def _is_plain(part: str) -> bool:
    is_name = _PART.fullmatch(part) is not None and part not in {".", ".."}
    return is_name and part[-1] not in ". " and not _RESERVED.fullmatch(part)


def _bad_name(name: str) -> DamagedUpdate:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    return DamagedUpdate(
        _("Tệp cập nhật chứa đường dẫn không được phép (“{name}”) nên chưa cài gì. Hãy báo nơi phát hành.", name=shown)
    )
