"""Writes what a store knows, or what the other side lacks, into bundles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop import __version__
from danvan_desktop.store import BundleNote, Peer, Store
from danvan_desktop.store.errors import require_room
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.sync.addressing import Address, address
from danvan_desktop.sync.bundle_file import measure, write_file
from danvan_desktop.sync.content import Content, OutgoingEntries
from danvan_desktop.sync.files import check_place, spool_of
from danvan_desktop.sync.manifest import (
    FORMAT,
    VERSION,
    Log,
    Manifest,
    Sender,
    Unit,
    Volume,
)
from danvan_desktop.sync.noted_manifests import digest_of, of_sent, recall_manifest
from danvan_desktop.sync.numbering import earlier_bundles, use_number
from danvan_desktop.sync.personal import TextOfRecord
from danvan_desktop.sync.receipt import own_receipt
from danvan_desktop.sync.sealing import Sealing
from danvan_desktop.sync.secret_content import note_sending, stays_inside
from danvan_desktop.sync.settling import settle
from danvan_desktop.sync.units_told import files_of
from danvan_desktop.sync.units_told import note_sending as note_units
from danvan_desktop.sync.volumes import (
    Part,
    VolumeSet,
    content_of,
    divided,
    find_volume,
    last_reserved,
    path_of_volume,
    set_of,
    wish_of,
)
from danvan_desktop.sync.wish import ExportWish
from danvan_desktop.sync.writer import BundleWriter

_TELL_EVERY = 500
"""Entries between two reports of progress."""


@dataclass(frozen=True)
class WrittenFile:
    """One bundle that was written: the file, its size in bytes and SHA-256, what it says of itself."""

    path: Path
    size: int
    sha256: str
    manifest: Manifest


@dataclass(frozen=True)
class ExportResult:
    """What was written: one file, or the volumes of a set, and for whom.

    ``held_back`` counts the entries whose content stayed here, ``secret_kept`` the secret records among theirs whose
    hidden content did; ``texts`` are those that may name a citizen, where personal data is to stay, with whether they
    go; ``unit_name`` names the unit below whose records alone it carries, empty for all.
    """

    files: tuple[WrittenFile, ...]
    wish: ExportWish
    sealing: Sealing
    recipients: tuple[Peer, ...]
    held_back: int
    unit_name: str = ""
    secret_kept: int = 0
    texts: Sequence[TextOfRecord] = ()

    @property
    def path(self) -> Path:
        """The file, of several the first."""
        return self.files[0].path

    @property
    def manifest(self) -> Manifest:
        """What it says of itself, of several files the first."""
        return self.files[0].manifest

    @property
    def sha256(self) -> str:
        """The digest of the file, of several the first's."""
        return self.files[0].sha256

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def changes(self) -> int:
        """Entries in all files."""
        return sum(file.manifest.changes for file in self.files)

    @property
    def attachments(self) -> int:
        """Attached files in all files."""
        return sum(file.manifest.attachments for file in self.files)

    @property
    def carries_personal_data(self) -> bool:
        """Whether personal data of citizens was let go."""
        return not self.wish.without_personal


@dataclass(frozen=True)
class ExportSize:
    """What an export would hold: entries, those of them without content, attached files and the bytes of these.

    ``carried`` are the entries that bring any content, ``files`` how many files it becomes, ``room`` about the bytes
    that they need at most; ``logs`` says from and up to which entry it goes in each log, ``attached`` tells which
    attached files go; ``texts``, ``unit_name`` and ``secret_kept`` are as in ExportResult.
    """

    changes: int
    held_back: int
    carried: int
    attachments: int
    attachment_bytes: int
    files: int
    room: int
    unit_name: str = ""
    secret_kept: int = 0
    texts: Sequence[TextOfRecord] = ()
    logs: Sequence[Log] = ()
    attached: str = ""


def export_bundle(
    store: Store, out: Path, wish: ExportWish | None = None, *, progress: Tell | None = None
) -> ExportResult:
    """Write what was wished to ``out``, or, when that is more than one file holds, to volumes named like it.

    A set that was begun of just the same and not finished goes on where it ended. What is hidden of secret records and
    is to go to a unit above is noted in their history first. Each file is read back and verified before it takes its
    name. ``progress`` is told (done, total) entries and attached files and may raise to stop: then, as on any fault,
    no file is left half. Raises SyncError in words; StoreFull when the drive has no room.
    """
    wanted = wish or ExportWish()
    check_place(out)
    settle(store)
    sealed = address(store, wanted)
    _note_secrets(store, wanted, sealed)
    content = Content(store, wanted, sealed)
    content.logs, parts = divided(store, content, wanted)
    whole = set_of(store, content, wanted, parts) if len(parts) > 1 else None
    export = _Export(store, wanted, sealed, content, progress)
    if whole is None:
        return export.noted([export.write(out, parts[0])])
    missing = [place for place in range(len(parts)) if export.found(_volume_path(out, whole, place)) is None]
    require_room(out, sum(parts[place].size for place in missing))
    return export.noted([export.volume(out, whole, place) for place in range(len(parts))])


def export_again(store: Store, number: int, out: Path, *, passphrase: str | None = None) -> ExportResult:
    """Write one volume of a set again, by the number of its bundle, to ``out``; raises SyncError in words."""
    check_place(out)
    whole, place = find_volume(store, number)
    wish = wish_of(whole, passphrase)
    sealed = address(store, wish)
    content = content_of(Content(store, wish, sealed), whole)
    require_room(out, whole.parts[place].size)
    export = _Export(store, wish, sealed, content, None, is_new=False)
    return export.result([export.write(out, whole.parts[place], number, whole.volume(place))])


def measure_export(store: Store, wish: ExportWish | None = None) -> ExportSize:
    """Tell what ``export_bundle`` would write; raises SyncError in words."""
    wanted = wish or ExportWish()
    sealed = address(store, wanted)
    content = Content(store, wanted, sealed)
    passing = content.passing(content.logs).count()
    parts = divided(store, content, wanted).parts
    return ExportSize(
        passing.total,
        passing.withheld,
        passing.carried,
        len(passing.attached),
        sum(map(store.blobs.size, passing.attached)),
        len(parts),
        sum(part.size for part in parts),
        _unit_name(store, sealed),
        len(passing.secret_kept),
        content.texts,
        tuple(content.logs),
        digest_of(passing.attached),
    )


def _volume_path(out: Path, whole: VolumeSet, place: int) -> Path:
    return path_of_volume(out, place, len(whole.parts))


def _note_secrets(store: Store, wish: ExportWish, sealed: Address) -> None:
    """Note of each secret record whose hidden content is to leave the unit to whom it goes."""
    if wish.with_secrets and not stays_inside(store, sealed):
        content = Content(store, wish, sealed)
        note_sending(store, sealed, content.passing(content.logs).count().secret_sent)


def _unit_name(store: Store, sealed: Address) -> str:
    return (store.title(sealed.unit) or sealed.peers[0].unit_name) if sealed.unit else ""


class _Export:
    """Writes the files of one export."""

    def __init__(
        self,
        store: Store,
        wish: ExportWish,
        sealed: Address,
        content: Content,
        progress: Tell | None,
        *,
        is_new: bool = True,
    ) -> None:
        self._store = store
        self._wish = wish
        self._sealed = sealed
        self._content = content
        self._progress = progress or tell_nobody
        self._total = max(1, sum(log.seq - log.after for log in content.logs))
        self._done = 0
        self._withheld = 0
        self._secret_kept: set[str] = set()
        self._attached: set[str] | None = None
        self._is_new = is_new

    def result(self, files: Sequence[WrittenFile]) -> ExportResult:
        sealed = self._sealed
        return ExportResult(
            tuple(files), self._wish, sealed.sealing, sealed.peers, self._withheld,
            _unit_name(self._store, sealed), len(self._secret_kept), self._content.texts,
        )  # fmt: skip

    def noted(self, files: Sequence[WrittenFile]) -> ExportResult:
        """Remember, of what goes down to a unit, whose records these files bring whole."""
        if self._sealed.unit and self._wish.since is None:
            units = self._sealed.units if self._wish.is_whole else None
            sending = files_of([file.sha256 for file in files], units)
            note_units(self._store, (peer.device for peer in self._sealed.peers), sending)
        return self.result(files)

    def found(self, path: Path) -> WrittenFile | None:
        """Return the file at a path when it is one that this store wrote and that is whole."""
        if not path.is_file():
            return None
        with path.open("rb") as file:
            size, digest = measure(file)
        note = next(iter(self._store.bundles(digest)), None)
        return WrittenFile(path, size, digest, recall_manifest(note.manifest)) if note is not None else None

    def volume(self, out: Path, whole: VolumeSet, place: int) -> WrittenFile:
        path = _volume_path(out, whole, place)
        number, part = whole.numbers[place], whole.parts[place]
        return self.found(path) or self.write(path, part, number, whole.volume(place))

    def write(self, out: Path, part: Part, reserved: int | None = None, volume: Volume | None = None) -> WrittenFile:
        """Write one file; a volume has the number that is reserved for it, any other the next one."""
        store, logs = self._store, part.logs(self._content.logs)
        passing = self._content.passing(logs)
        with spool_of(store) as spool:
            writer = BundleWriter(spool)
            writer.add_changes(passing.lines(self._tell))
            for digest in self._files(part, passing):
                writer.add_attachment(digest, store.blobs.read(digest))
                self._tell_file()
            number = use_number(store, last_reserved(store)) if reserved is None else reserved
            manifest = self._manifest(number, logs, passing, writer, volume)
            size, digest = write_file(store, out, manifest, writer, self._sealed)
        self._withheld += passing.withheld
        self._secret_kept |= passing.secret_kept
        told = of_sent(manifest, passing.attached if volume is None else self._attached_to_all())
        store.remember_bundle(BundleNote("out", digest, store.clock.local_text(), told, size))
        return WrittenFile(out, size, digest, manifest)

    def _files(self, part: Part, passing: OutgoingEntries) -> Sequence[str]:
        """Return the attached files of a part: in a set those that any of its entries names, else those of these."""
        attached = passing.attached
        if part.begin == part.end and part.last:
            attached = self._attached_to_all()
        return sorted(filter(part.holds, attached))

    def _attached_to_all(self) -> set[str]:
        if self._attached is None:
            self._attached = self._content.passing(self._content.logs).count().attached
        return self._attached

    def _tell(self) -> None:
        self._done += 1
        if self._done % _TELL_EVERY == 0 or self._done == self._total:
            self._progress(min(self._done, self._total), self._total)

    def _tell_file(self) -> None:
        self._progress(min(self._done, self._total), self._total)

    def _manifest(
        self, number: int, logs: Sequence[Log], passing: OutgoingEntries, writer: BundleWriter, volume: Volume | None
    ) -> Manifest:
        store, unit = self._store, self._store.unit
        return Manifest(
            format=FORMAT,
            version=VERSION,
            app=__version__,
            number=number,
            made_at=store.clock.now().isoformat(timespec="seconds"),
            sender=Sender(store.device_key, store.device_name, store.replica, store.identity.keys.recipient),
            unit=Unit(unit.uid, unit.text("name"), unit.text("code"), unit.text("kind")),
            logs=tuple(logs),
            changes=sum(passing.kinds.values()),
            kinds=dict(sorted(passing.kinds.items())),
            members=writer.members,
            recipients=tuple(sorted(peer.device for peer in self._sealed.peers)),
            held_back=self._content.held_logs,
            withheld=passing.withheld,
            earlier=earlier_bundles(store, logs),
            volume=volume,
            receipt=own_receipt(store) if self._tells_receipt(volume) else None,
        )

    def _tells_receipt(self, volume: Volume | None) -> bool:
        """Tell whether a file says what this store has: to devices by name, once a set, and only while it is new."""
        return self._sealed.sealing is Sealing.RECIPIENTS and (volume is None or (volume.part == 1 and self._is_new))
