"""Finds the stick that a bundle is carried on, and names the bundle's file."""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

from danvan_desktop.store.second_place import plain_code

_LINUX_MOUNTS = ("/media/", "/run/media/")
_WINDOWS_REMOVABLE = 2
"""DRIVE_REMOVABLE of GetDriveTypeW."""


def removable_drives() -> list[Path]:
    """Return the folders of removable drives that can be written, in the system's order."""
    volumes = QStorageInfo.mountedVolumes()
    ready = [volume for volume in volumes if volume.isValid() and volume.isReady() and not volume.isReadOnly()]
    return [Path(volume.rootPath()) for volume in ready if is_removable(volume.rootPath())]


def is_removable(root: str) -> bool:
    """Tell whether a volume's folder is that of a stick or card."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _WINDOWS_REMOVABLE
    return root.startswith(_LINUX_MOUNTS)


def export_folder() -> Path:
    """Return the first removable drive, else the officer's documents."""
    drives = removable_drives()
    if drives:
        return drives[0]
    return documents_folder()


def documents_folder() -> Path:
    """Return the folder of the officer's documents, where there is none the officer's home: never one to be made."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def bundle_name(unit_code: str, moment: dt.datetime) -> str:
    """Name a bundle by unit and moment, without any citizen's name: ``DS-01_2026-08-12_1430.danvan``."""
    return f"{plain_code(unit_code)}_{moment:%Y-%m-%d_%H%M}.danvan"


def backup_name(unit_code: str, moment: dt.datetime) -> str:
    """Name a backup by unit and moment: ``sao-luu_DS-01_2026-08-12_1430.db``."""
    return f"sao-luu_{plain_code(unit_code)}_{moment:%Y-%m-%d_%H%M}.db"


def drive_label(folder: Path) -> tuple[str, int]:
    """Return what people call the volume that is mounted at a folder, and its free bytes."""
    volume = QStorageInfo(str(folder))
    return volume.name() or folder.name or str(folder), volume.bytesAvailable()
