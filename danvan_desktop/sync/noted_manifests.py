"""What is remembered of bundles that left and came in: their manifests, as far as anything is read of them later."""

from __future__ import annotations

import msgspec

from danvan_desktop.sync.manifest import Log, Manifest


class _NotedLog(Log, frozen=True, omit_defaults=True, kw_only=True):
    """A log as far as it is kept; of a bundle that came in all of it."""

    device: str = ""
    after_hash: str = ""
    hash: str = ""
    signature: str = ""


class _NotedManifest(Manifest, frozen=True, omit_defaults=True, kw_only=True):
    """A manifest of which some logs are told in part."""

    logs: tuple[_NotedLog, ...]


def without_members(manifest: Manifest) -> str:
    """Write what is worth keeping of a manifest once the bundle itself is gone: of logs those that it brought on."""
    return _written(msgspec.structs.replace(manifest, logs=_brought_on(manifest)))


def of_sent(manifest: Manifest) -> str:
    """Write what is worth keeping of the manifest of a bundle that was made here: which entries it held, for whom.

    The hashes are in the log, the signatures of others in the notes of what they brought. With them the notes of what
    a commune sends would be most of its store after some years.
    """
    logs = tuple(
        _NotedLog(replica=log.replica, stream=log.stream, after=log.after, seq=log.seq) for log in _brought_on(manifest)
    )
    return _written(msgspec.structs.replace(manifest, logs=logs, earlier=()))


def recall_manifest(text: str) -> Manifest:
    """Read what was kept of a manifest; what was not kept of its logs is empty."""
    return msgspec.json.decode(text, type=_NotedManifest)


def _brought_on(manifest: Manifest) -> tuple[Log, ...]:
    return tuple(log for log in manifest.logs if log.after < log.seq)


def _written(manifest: Manifest) -> str:
    return msgspec.json.encode(msgspec.structs.replace(manifest, members=(), receipt=None)).decode()
