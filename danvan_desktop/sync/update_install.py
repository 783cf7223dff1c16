"""Puts the program of an update beside the one that runs, and lets the next start try it.

Nothing of the running program is touched. A kill leaves the former choice, and at most an unfinished folder that the
next update removes.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop import __version__
from danvan_desktop.domain.updates import (
    UnfitUpdate,
    Update,
    UpdateError,
    Version,
    damaged,
    refuse_bad_names,
    refuse_too_large,
    refuse_unfit,
)
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.store.durable_files import fsync_folder, replace_with_retries
from danvan_desktop.store.errors import require_room
from danvan_desktop.store.process_lock import process_lock
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.sync.errors import reason
from danvan_desktop.sync.limits import CHUNK
from danvan_desktop.sync.update_file import copy_program, describe_update, read_head, release_keys
from danvan_desktop.versions import MARK, State, Versions, own_system, own_tree, versions_here

COPY_MARK, _COPIES = "truoc-cap-nhat", 2
_PACKED, _PARTIAL = "program.zip", ".partial"
_ENCRYPTED = 0x1
_VERSION_LINE = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Installation:
    """The program that is to be brought forward: what it is, and where its newer versions lie."""

    version: str
    system: str
    versions: Versions
    running: str = ""
    """The version of the tree that runs, empty when it is the one that a setup put there."""

    def plan(self, path: Path, keys: Sequence[bytes]) -> Update:
        """Return an update that fits; raises UpdateError."""
        if not self.system:
            raise UnfitUpdate(
                _(
                    "Phần mềm này chạy từ mã nguồn hoặc thư mục ngoại tuyến nên không cập nhật từ tệp được;"
                    " hãy dùng thư mục mới, hoặc cài bằng bộ cài đặt."
                )
            )
        update = describe_update(path, keys)
        refuse_unfit(update, Version(self.version), self.system)
        return update

    def install(self, path: Path, keys: Sequence[bytes], tell: Tell = tell_nobody) -> Update:
        """Unpack the program of an update that fits and choose it for the next start; raises UpdateError, StoreFull.

        Two windows install one after the other. What another one installed meanwhile, and has shown to start, stays.
        """
        with process_lock("update"):
            update = self.plan(path, keys)
            if not self._runs_elsewhere(update):
                self._install(path, keys, update, tell)
        return update

    def _runs_elsewhere(self, update: Update) -> bool:
        choice = self.versions.choice()
        is_chosen = choice.version == update.version.text and choice.state is State.WELL
        return is_chosen and (self.versions.tree(choice.version) / MARK).is_file()

    def _install(self, path: Path, keys: Sequence[bytes], update: Update, tell: Tell) -> None:
        folder = self.versions.folder
        partial = folder / _PARTIAL
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            partial.mkdir()
            require_room(partial, update.size + update.unpacked)
            self._unpack(path, keys, update, partial, tell)
            _require_program(partial / "tree", update)
            tree = self.versions.tree(update.version.text)
            self._make_way(update.version.text)
            replace_with_retries(partial / "tree", tree)
            fsync_folder(folder)
            self.versions.try_next(update.version.text, self.running)
        except OSError as error:
            raise UpdateError(
                _("Chưa cài được bản mới: {reason}. Bản đang dùng và dữ liệu vẫn nguyên.", reason=reason(error))
            ) from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _make_way(self, version: str) -> None:
        try:
            if self.versions.tree(version).is_dir():
                self.versions.remove(version)
        except PermissionError as error:
            raise UpdateError(
                _(
                    "Chưa cài được: bản {version} đang mở ở một cửa sổ khác. Hãy đóng mọi cửa sổ của phần mềm,"
                    " mở lại rồi cài.",
                    version=version,
                )
            ) from error

    def _sweep(self) -> None:
        choice = self.versions.choice()
        kept = {self.running}
        if choice.state is State.WELL:
            kept |= {choice.version, choice.before}
        self.versions.sweep(kept)

    def _unpack(self, path: Path, keys: Sequence[bytes], update: Update, partial: Path, tell: Tell) -> None:
        packed = partial / _PACKED
        # What was checked is what is unpacked: the stick may give something else when it is read again.
        with path.open("rb") as file, packed.open("wb") as out:
            if read_head(file, keys) != update:
                raise damaged()
            copy_program(file, update, out)
        try:
            with zipfile.ZipFile(packed) as archive:
                _unpack_all(archive, update, partial / "tree", tell)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
            raise damaged() from error


def this_installation() -> Installation:
    """Return the one that runs this code; of a checkout or a plain installation of Python it has no system."""
    system = own_system()
    versions = versions_here() if system else Versions(own_tree())
    running = own_tree().name if own_tree().parent == versions.folder else ""
    return Installation(__version__, system, versions, running)


def planned_update(path: Path) -> Update:
    """Return an update that this program may take, checked to its last byte; raises UpdateError."""
    return this_installation().plan(path, release_keys())


def take_update(path: Path, store: Store | None, tell: Tell = tell_nobody) -> tuple[Update, Path | None]:
    """Check and back up the store, then install; returns where the copy is.

    Raises UpdateError and StoreError; then the program and the store are as they were.
    """
    update = planned_update(path)
    copy = None
    if store is not None:
        report = store.check()
        if report.problems:
            raise UpdateError(
                _(
                    "Chưa cập nhật: dữ liệu không nguyên vẹn ({what}). Hãy sửa dữ liệu trước: “danvan check --repair”,"
                    " hoặc mục Khôi phục.",
                    what=report.problems[0],
                )
            )
        copy = store.keep_copy(COPY_MARK, _COPIES)
    this_installation().install(path, release_keys(), tell)
    return update, copy


def _unpack_all(archive: zipfile.ZipFile, update: Update, tree: Path, tell: Tell) -> None:
    members = archive.infolist()
    refuse_too_large([member.file_size for member in members], update)
    refuse_bad_names(member.orig_filename for member in members)
    if any(_is_odd(member) for member in members):
        raise damaged()
    done = 0
    for member in members:
        target = tree.joinpath(*member.filename.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("xb") as out:
            written = 0
            while chunk := source.read(CHUNK):
                written += len(chunk)
                if written > member.file_size:
                    raise damaged()
                out.write(chunk)
            if sys.platform == "win32":
                out.flush()
                os.fsync(out.fileno())
        done += member.file_size
        tell(done, update.unpacked)
    if sys.platform != "win32":
        os.sync()


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Tell members that are no plain files: folders, links, devices, or encrypted ones."""
    mode = member.external_attr >> 16
    is_file = not member.is_dir() and stat.S_IFMT(mode) in {0, stat.S_IFREG}
    return not is_file or bool(member.flag_bits & _ENCRYPTED)


def _require_program(tree: Path, update: Update) -> None:
    """Raise DamagedUpdate when the tree is not the program that the manifest told of."""
    package = tree / "danvan_desktop"
    if not (package / "__main__.py").is_file() or not (tree / MARK).is_file():
        raise damaged()
    found = _VERSION_LINE.search((package / "__init__.py").read_text("utf-8"))
    if found is None or Version(found[1]) != update.version:
        raise damaged()
    if (tree / MARK).read_text("utf-8").strip() != update.system:
        raise damaged()
