"""What is remembered of bundles that left and came in: their manifests, as far as anything is read of them later."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from danvan_desktop.sync.manifest import Log, Manifest


class _NotedLog(Log, frozen=True, omit_defaults=True, kw_only=True):
    """A log as far as it is kept; of a bundle that came in all of it."""

    device: str = ""
    after_hash: str = ""
    hash: str = ""
    signature: str = ""


class NotedManifest(Manifest, frozen=True, omit_defaults=True, kw_only=True):
    """A manifest of which some logs are told in part.

    ``attached`` tells which attached files went, of several files those of all: ``digest_of`` them.
    """

    logs: tuple[_NotedLog, ...]
    attached: str = ""


def digest_of(attached: Iterable[str]) -> str:
    """Return what tells a number of attached files, given by their digests, from any others; empty for none."""
    named = "\n".join(sorted(attached))
    return sha256(named.encode()).hexdigest() if named else ""


def without_members(manifest: Manifest) -> str:
    """Write what is worth keeping of a manifest once the bundle itself is gone: of logs those that it brought on."""
    return _written(msgspec.structs.replace(manifest, logs=_brought_on(manifest)))


def of_sent(manifest: Manifest, attached: Iterable[str]) -> str:
    """Write what is worth keeping of the manifest of a bundle that was made here: which entries it held, for whom.

    ``attached`` are the files that went with it, of one of several those of all.

    The hashes are in the log, the signatures of others in the notes of what they brought. With them the notes of what
    a commune sends would be most of its store after some years.
    """
    logs = tuple(
        _NotedLog(replica=log.replica, stream=log.stream, after=log.after, seq=log.seq) for log in _brought_on(manifest)
    )
    kept = msgspec.structs.asdict(msgspec.structs.replace(manifest, earlier=())) | {"logs": logs}
    return _written(NotedManifest(**kept, attached=digest_of(attached)))


def recall_manifest(text: str) -> NotedManifest:
    """Read what was kept of a manifest; what was not kept of its logs is empty."""
    return msgspec.json.decode(text, type=NotedManifest)


def _brought_on(manifest: Manifest) -> tuple[Log, ...]:
    return tuple(log for log in manifest.logs if log.after < log.seq)


def _written(manifest: Manifest) -> str:
    return msgspec.json.encode(msgspec.structs.replace(manifest, members=(), receipt=None)).decode()
