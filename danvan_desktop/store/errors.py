"""Faults of the store that an officer can meet, told apart by type from bugs and from each other."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from sqlcipher3 import dbapi2

from danvan_desktop.assets import MissingResource
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store.space import ROOM_FOR_A_SAVE, free_bytes, full_message
from danvan_desktop.store.system_faults import cause_of

_SQLITE_ERROR, _SQLITE_BUSY, _SQLITE_LOCKED, _SQLITE_READONLY, _SQLITE_IOERR = 1, 5, 6, 8, 10
_SQLITE_CORRUPT, _SQLITE_FULL, _SQLITE_CANTOPEN, _SQLITE_NOTADB = 11, 13, 14, 26
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_PRIMARY = 0xFF
"""SQLite puts the primary code into the lowest byte: https://www.sqlite.org/rescode.html#pve."""
_TEXTS = {
    "database is locked": _SQLITE_BUSY,
    "attempt to write a readonly database": _SQLITE_READONLY,
    "disk I/O error": _SQLITE_IOERR,
    "database disk image is malformed": _SQLITE_CORRUPT,
    "database or disk is full": _SQLITE_FULL,
    "unable to open database file": _SQLITE_CANTOPEN,
    "file is not a database": _SQLITE_NOTADB,
}
_NO_TEXT = "Could not decode to UTF-8"
"""How the driver begins what it says of a text that is none: nobody writes such."""
_STARVED = frozenset({_SQLITE_IOERR, _SQLITE_CANTOPEN})
"""What SQLite also says when it cannot make its side files for lack of room."""


class StoreError(DanvanError):
    """The store cannot do what was asked; nothing was changed."""


class StoreMissing(StoreError):
    """There is no file at the path."""


class NotAStore(StoreError):
    """The file is something else, or its key is wrong."""


class StoreLocked(StoreError):
    """The store is encrypted, and nobody gave its passphrase."""


class TooManyTries(StoreError):
    """So many passphrases were wrong that the next has to wait."""


class WrongPassphrase(StoreError):
    """No slot of the key file opens with that passphrase or those words."""


class StoreTooNew(StoreError):
    """A newer version of the program made the file."""


class StoreOutdated(StoreError):
    """The file was prepared for other declarations, and whoever opened it did not want to wait for that."""


class StoreFull(StoreError):
    """The disk has no room."""


class StoreOutOfMemory(StoreError):
    """The machine has no memory left."""


class StoreBusy(StoreError):
    """Another program is writing."""


class StoreReadOnly(StoreError):
    """The file may be read, not written."""


class StoreUnreachable(StoreError):
    """The drive does not answer: it was pulled out, or it fails."""


class StoreDamaged(StoreError):
    """Pages of the file are not what was written."""


class StoreWithoutUnit(StoreError):
    """Neither the tables nor the log tell whose store it is."""


class StoreReplaced(StoreError):
    """Another file lies at the path, or none, while the store is open."""


class MergeError(StoreError):
    """Changes from elsewhere do not fit together; none was applied."""


class ProgramIncomplete(StoreError):
    """A file that comes with the program is gone or damaged; the store is as it was."""


class UnknownRecord(StoreError):
    """No record has that uid."""


def damaged_beyond_the_log(cause: Message | None = None) -> StoreDamaged:
    """Return the fault of a store that cannot be made whole from its log, with what can be done."""
    what = _("Tệp dữ liệu bị hỏng, cả ở phần không dựng lại được từ nhật ký.") if cause is None else cause
    return StoreDamaged(
        _(
            "{what} Hãy cứu phần còn đọc được ra tệp mới hoặc khôi phục từ bản sao lưu gần nhất;"
            " tệp hỏng vẫn được giữ.",
            what=what,
        )
    )


def program_incomplete(missing: MissingResource) -> ProgramIncomplete:
    """Return the fault of an installation that lacks a file, with what can be done."""
    return ProgramIncomplete(
        _(
            "Tệp {name} đi kèm phần mềm bị thiếu hoặc hỏng. Hãy cài đặt lại phần mềm; dữ liệu vẫn nguyên.",
            name=missing.path.name,
        )
    )


def told_in_words(path: Path | None = None) -> AbstractContextManager[None]:
    """Turn SQLite's known faults, and lacking files of the program, into the StoreError of their kind; leave bugs.

    ``path`` is the store's, whose drive is asked how much room is left.
    """
    return _ToldInWords(path)


class _ToldInWords:
    """Stands around each transaction twice: no generator, which takes three times as long."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise the fault that an error is."""
        if isinstance(error, MissingResource):
            raise program_incomplete(error) from error
        if isinstance(error, (dbapi2.Error, *_WANTS_OF_MEMORY)):
            fault = fault_of(error, self._path)
            if fault is not None:
                raise fault from error


def fault_of(error: Exception, path: Path | None = None) -> StoreError | None:
    """Return what SQLite's error means for the officer, ``None`` for a bug.

    A damaged page may ask for more memory than any machine has: it is the machine's fault only if that is short of it.
    """
    if isinstance(error, _WANTS_OF_MEMORY):
        return StoreOutOfMemory(OUT_OF_MEMORY) if is_short_of_memory() else None
    if str(error).startswith(_NO_TEXT):
        return StoreDamaged(DAMAGED)
    code = _code_of(error)
    if code == _SQLITE_FULL or (code in _STARVED and _is_starved(path)):
        return StoreFull(full_message(path, ROOM_FOR_A_SAVE))
    return _fault_of_code(_SQLITE_READONLY if code == _SQLITE_CANTOPEN and _is_read_only(path) else code)


def is_short_of_memory() -> bool:
    """Tell whether the machine cannot give what any deed of the program needs at most."""
    try:
        bytearray(_ENOUGH_MEMORY)
    except MemoryError:
        return True
    return False


def _code_of(error: Exception) -> int:
    """Return SQLite's primary code.

    Copying whole files raises with the text alone, and a function of SQLCipher with a code that only says that it
    failed; SQLite keeps the texts stable.
    """
    code: int = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code not in (0, _SQLITE_ERROR):
        return code
    return next((known for text, known in _TEXTS.items() if text in str(error)), code)


def fault_of_system(error: OSError, path: Path | None) -> StoreFull | None:
    """Return the fault of a disk without room, ``None`` for another error of the system."""
    return StoreFull(full_message(path, ROOM_FOR_A_SAVE)) if cause_of(error) in _NO_ROOM else None


def reason_of(error: OSError) -> Message | str:
    """Say in words why the system could not do something with a file; what is seldom in the system's own words."""
    return _REASONS.get(cause_of(error)) or error.strerror or str(error)


def not_a_store() -> NotAStore:
    """Return the fault of a file that is something else."""
    return NotAStore(_("Tệp này không phải dữ liệu của Sổ tay dân vận. Hãy chọn tệp khác."))


def already_there(path: Path) -> StoreError:
    """Return the fault of a file that is to be made where one is."""
    return StoreError(_("Đã có tệp “{path}”. Hãy chọn tên khác hoặc mở tệp đó.", path=str(path)))


def not_written(error: OSError, path: Path) -> StoreError:
    """Return why ``path`` cannot be written: for want of room, or what the system says."""
    told = _("Không ghi được vào “{path}”: {reason}.", path=str(path), reason=reason_of(error))
    return fault_of_system(error, path) or StoreError(told)


def require_room(path: Path, needed: int) -> None:
    """Raise StoreFull when the drive of ``path`` has less room than ``needed`` bytes."""
    free = free_bytes(path)
    if free is not None and free < needed:
        raise StoreFull(full_message(path, needed))


def _is_read_only(path: Path | None) -> bool:
    """Tell whether a file is there beside which nothing can be made: SQLite then says that it cannot be opened."""
    return path is not None and path.is_file() and not os.access(path.parent, os.W_OK)


def _is_starved(path: Path | None) -> bool:
    free = None if path is None else free_bytes(path)
    return free is not None and free < ROOM_FOR_A_SAVE


def _fault_of_code(code: int) -> StoreError | None:
    found = _FAULTS.get(code)
    return None if found is None else found[0](found[1])


_NO_RIGHT = _("không có quyền, hoặc tệp đang mở ở phần mềm khác")
_GONE = _("tệp hoặc thư mục không còn ở đó; USB có thể đã bị rút")
_FAILING = _("ổ đĩa báo lỗi; hãy cắm lại USB hoặc dùng ổ khác")
_REASONS: Mapping[int, Message] = {
    errno.ENOENT: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
    errno.EIO: _FAILING,
    errno.EROFS: _("ổ đĩa chỉ cho phép đọc"),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EBUSY: _NO_RIGHT,
    errno.ENOTDIR: _("đường dẫn đi qua một tệp, không phải thư mục"),
    errno.EISDIR: _("đó là một thư mục, không phải tệp"),
    errno.ENETUNREACH: _(
        "tệp chỉ nằm trên OneDrive, chưa tải về máy này; hãy nối mạng cho OneDrive tải về, hoặc chép tệp từ máy khác"
    ),
    errno.ENAMETOOLONG: _("tên tệp hoặc đường dẫn quá dài"),
}

DAMAGED = _(
    "Tệp dữ liệu bị hỏng. Nếu nhật ký còn nguyên thì dựng lại được đầy đủ, không mất gì;"
    " nếu không, hãy cứu phần còn đọc được hoặc khôi phục từ bản sao lưu gần nhất."
)
"""What is said of a damaged file before anybody has looked how far the damage goes."""
OUT_OF_MEMORY = _(
    "Máy không còn đủ bộ nhớ nên việc này chưa làm được. Dữ liệu đã lưu vẫn còn nguyên; hãy đóng bớt "
    "phần mềm khác rồi làm lại."
)
_WANTS_OF_MEMORY = (MemoryError, ImportError)
"""A library that finds no room to be loaded into only says that it cannot be."""
_ENOUGH_MEMORY = 256 * 1024 * 1024
LOCKED_FOR_WRITING = _(
    "Không được phép ghi vào tệp dữ liệu: tệp, thư mục hoặc USB chỉ cho đọc. Hãy kiểm tra quyền ghi."
)
BUSY = _("Tệp dữ liệu đang bận vì một phần mềm khác đang ghi. Hãy chờ một lát rồi làm lại.")
_FAULTS: Mapping[int, tuple[type[StoreError], Message]] = {
    _SQLITE_BUSY: (StoreBusy, BUSY),
    _SQLITE_LOCKED: (StoreBusy, BUSY),
    _SQLITE_READONLY: (StoreReadOnly, LOCKED_FOR_WRITING),
    _SQLITE_IOERR: (
        StoreUnreachable,
        _(
            "Ổ đĩa báo lỗi khi đọc hoặc ghi. Dữ liệu đã lưu trước đó vẫn còn;"
            " hãy kiểm tra ổ đĩa, cắm lại USB rồi làm lại."
        ),
    ),
    _SQLITE_CANTOPEN: (
        StoreUnreachable,
        _("Không mở được tệp dữ liệu. Hãy kiểm tra đường dẫn, ổ đĩa và quyền truy cập."),
    ),
    _SQLITE_CORRUPT: (StoreDamaged, DAMAGED),
    _SQLITE_NOTADB: (
        NotAStore,
        _(
            "Tệp này không phải tệp dữ liệu dân vận, hoặc đã hỏng từ đầu tệp, hoặc đã mã hóa mà tệp khóa “.keys” bên"
            " cạnh bị mất hay không đúng; bên cạnh mỗi bản sao lưu có một tệp khóa như thế để chép lại. Nếu trước đây"
            " vẫn mở được thì hãy khôi phục từ bản sao lưu hoặc cứu phần còn đọc được."
        ),
    ),
}
