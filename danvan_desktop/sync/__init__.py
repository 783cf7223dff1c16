"""Bundles: exchange of changes between stores by file."""

from danvan_desktop.sync.errors import (
    BundleTooLarge,
    BundleTooNew,
    DamagedBundle,
    ForgedBundle,
    NotABundle,
    SyncError,
)
from danvan_desktop.sync.export import ExportResult, export_bundle
from danvan_desktop.sync.import_ import ImportResult, describe_import, import_bundle
from danvan_desktop.sync.manifest import Manifest

__all__ = [
    "BundleTooLarge",
    "BundleTooNew",
    "DamagedBundle",
    "ExportResult",
    "ForgedBundle",
    "ImportResult",
    "Manifest",
    "NotABundle",
    "SyncError",
    "describe_import",
    "export_bundle",
    "import_bundle",
]
