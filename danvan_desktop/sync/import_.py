"""Takes a bundle in: verified first, backed up before, merged in one transaction, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from danvan_desktop.domain.clock import EPOCH, Clock, latest_allowed, timestamp_moment
from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.portable import Portability
from danvan_desktop.localization import Message, _
from danvan_desktop.store import ArrivedChange, BundleNote, LogHead, MergeResult, PeerState, Review, Store
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.sync.deletions import DeletesMuch, Deletions
from danvan_desktop.sync.ended_rights import told_of_ended_sender, told_of_own_end
from danvan_desktop.sync.errors import RevokedSender, SyncError, ill_formed
from danvan_desktop.sync.files import copy_in, spool_of
from danvan_desktop.sync.heirs import had_its_place, heirs
from danvan_desktop.sync.manifest import HeldLog, Manifest
from danvan_desktop.sync.noted_manifests import without_members
from danvan_desktop.sync.numbering import MissingBundle, missing_around
from danvan_desktop.sync.opening import Opened, opened_bundle
from danvan_desktop.sync.peers import find_device
from danvan_desktop.sync.quarantine import WaitingBundle, WaitingReason, find_waiting, note_refused, set_aside
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.receipt import NewlyConfirmed, SignedReceipt, accept_receipt
from danvan_desktop.sync.safety import SMALL, BackupBeforehand
from danvan_desktop.sync.sealing import Sealing, WrongRecipient
from danvan_desktop.sync.settling import settle
from danvan_desktop.sync.taking_back import note_ends
from danvan_desktop.sync.trust import Trust, Verdict, judge
from danvan_desktop.sync.unnamed_files import settle_files
from danvan_desktop.sync.vouching import note_sender

_TELL_EVERY = 500


class ImportStatus(Enum):
    """What became of a bundle."""

    APPLIED = "applied"
    QUARANTINED = "quarantined"
    """Kept in the store until a person decides; nothing was applied."""


@dataclass(frozen=True)
class ImportResult:
    """What a bundle brought, or would bring when ``dry_run``.

    ``backup`` is the copy of the store made beforehand, ``None`` for a small one, which can be taken back without;
    ``warnings`` are to be read by the officer. ``waiting`` is the bundle as it was set aside, when it was. ``missing``
    are the bundles without which changes of this one wait; ``held`` counts fields that are newly held, since their
    author has no right to write them. ``duplicates`` counts the pairs, one of which came or changed, that may be one or
    have one number, where somebody looks for them (``with_likely_pairs``). ``settled`` tells what the unit's place
    became by what others wrote of it.
    ``receipt`` is what the sender told to have of what is here.
    ``loses_own_unit`` tells that the unit whose store this is would be, or was, deleted.
    """

    dry_run: bool
    manifest: Manifest
    merge: MergeResult
    sha256: str
    backup: Path | None
    warnings: tuple[Message, ...]
    status: ImportStatus = ImportStatus.APPLIED
    reason: WaitingReason | None = None
    waiting: WaitingBundle | None = None
    missing: tuple[MissingBundle, ...] = ()
    held_back: tuple[HeldLog, ...] = ()
    held: int = 0
    duplicates: int = 0
    settled: tuple[Message, ...] = ()
    first_use: bool = False
    loses_own_unit: bool = False
    receipt: NewlyConfirmed | None = None
    sealing: Sealing = Sealing.PLAIN

    @property
    def changed_nothing(self) -> bool:
        """Whether all of it was known before."""
        return not (self.merge.has_entries or self.merge.files)


class SenderNotEnrolled(SyncError):
    """A bundle set aside cannot be accepted: its sender is not enrolled yet."""


def import_bundle(
    store: Store,
    path: Path,
    *,
    dry_run: bool = False,
    passphrase: str | None = None,
    progress: Tell | None = None,
    deletions: int | None = None,
    accept_sender: bool = False,
    way_back: BackupBeforehand | None = None,
) -> ImportResult:
    """Verify a bundle and merge it, or tell what that would do.

    A bundle whose sender is not enrolled is set aside (see ``status``), unless ``accept_sender`` says that a person
    who saw the sender's card (``sender_card``) said yes, while no device is enrolled here. ``progress`` is told
    (done, total), first bytes, then changes, and may raise to stop. With ``deletions``, one that deletes more records
    than that, and much (see Deletions), is refused by DeletesMuch. Files of one round share their ``way_back``.
    Raises SyncError or StoreError in words; then, as when it is stopped or killed, the store is as before, but for a
    note of a bundle that was refused.
    """
    if not dry_run:
        store.officers.require_writer()
    tell = progress or tell_nobody
    with spool_of(store) as file:
        size, digest = copy_in(path, file, tell)
        with opened_bundle(store, file, size, passphrase) as opened:
            accepted = accept_sender or dry_run
            return _Import(
                store, opened, digest, tell, dry_run, deletions=deletions, accepted=accepted, way_back=way_back
            ).run()


def accept_waiting(
    store: Store,
    waiting_id: int,
    *,
    dry_run: bool = False,
    progress: Tell | None = None,
    deletions: int | None = None,
) -> ImportResult:
    """Take in a bundle that was set aside, once its sender is enrolled; raises StillUnknown when it is not.

    ``deletions`` is as in ``import_bundle``.
    """
    if not dry_run:
        store.officers.require_writer()
    waiting = find_waiting(store, waiting_id)
    if not waiting.can_be_accepted:
        raise SyncError(_("Tệp này đã bị từ chối nên không còn nội dung để nhập. Hãy xin nơi gửi tệp khác."))
    with spool_of(store) as file:
        for part in store.waiting.content(waiting_id):
            file.write(part)
        file.flush()
        opened = Opened(file, file.tell(), Sealing.RECIPIENTS)
        return _Import(store, opened, waiting.sha256, progress or tell_nobody, dry_run, waiting_id, deletions).run()


class _Import:
    """One bundle on its way into the store."""

    def __init__(
        self,
        store: Store,
        opened: Opened,
        digest: str,
        tell: Tell,
        dry_run: bool,
        waiting_id: int | None = None,
        deletions: int | None = None,
        accepted: bool = False,
        way_back: BackupBeforehand | None = None,
    ) -> None:
        self._accepted = accepted
        self._way_back = way_back or BackupBeforehand()
        self._store = store
        self._opened = opened
        self._digest = digest
        self._tell = tell
        self._dry_run = dry_run
        self._waiting_id = waiting_id
        self._deletions = deletions
        self._bundle = BundleReader(opened.file, opened.size, tell)
        self._manifest = self._bundle.manifest
        self._was_deleted = store.unit.deleted
        self._loses_unit = False
        self._held = self._held_before = 0
        self._believed: NewlyConfirmed | None = None
        self._ended = tuple[Message, ...]()
        self._stood: Sequence[LogHead] = ()

    def run(self) -> ImportResult:
        self._refuse_misdirected()
        verdict = self._judged()
        if verdict.reason in (WaitingReason.UNKNOWN_SENDER, WaitingReason.UNCONFIRMED) and self._is_introduced():
            verdict = replace(verdict, trust=Trust.ENROLLED, reason=None)
        if verdict.reason is not None:
            return self._set_aside(verdict.reason)
        return self._taken_in(verdict)

    def _refuse_misdirected(self) -> None:
        """A bundle for certain devices is for no other, even if somebody handed on what it holds."""
        addressed = {*self._manifest.recipients, self._manifest.sender.device}
        if self._manifest.recipients and addressed.isdisjoint(self._store.own_devices):
            raise WrongRecipient(_("Tệp được gửi cho máy khác nên chưa nhập gì. Hãy xin nơi gửi tệp cho máy này."))

    def _judged(self) -> Verdict:
        by_person = self._waiting_id is not None
        try:
            verdict = judge(
                self._store, self._manifest, self._opened.sealing, by_person=by_person, accepted=self._accepted
            )
        except RevokedSender:
            self._note_refused(WaitingReason.REVOKED)
            raise
        if by_person and verdict.trust is None:
            raise SenderNotEnrolled(
                _(
                    "Máy gửi “{name}” chưa được ghép nối. Hãy ghép nối bằng thẻ rồi chấp nhận tệp.",
                    name=verdict.peer.name,
                )
            )
        return verdict

    def _is_introduced(self) -> bool:
        """Tell whether what is here or what the bundle carries says that its sender took the place of one known here.

        A laptop with new keys, or that of a successor, brings the word of the one before with its first bundle; when
        that one gave its place over, too, the word may be here before its bundle.
        """
        store, device, is_related = self._store, self._manifest.sender.device, False
        if had_its_place(store, device):
            return True
        if not any(self._is_taken_from(log.device) for log in self._bundle.heads):
            return False

        def review(_arrived: Callable[[], Sequence[ArrivedChange]], _merge: MergeResult) -> None:
            nonlocal is_related
            is_related = store.holdings.is_related(device) or device in heirs(store) or had_its_place(store, device)

        store.dry_merge(self._bundle.changes(), self._bundle.heads, review=review)
        return is_related

    def _is_taken_from(self, device: str) -> bool:
        peer = self._store.peers.find(device)
        return self._store.holdings.is_related(device) or (peer is not None and peer.state is PeerState.CONFIRMED)

    def _note_refused(self, reason: WaitingReason) -> None:
        if not self._dry_run:
            note_refused(self._store, self._digest, self._manifest, reason)

    def _set_aside(self, reason: WaitingReason) -> ImportResult:
        waiting = None
        if not self._dry_run:
            waiting = set_aside(self._store, self._digest, self._manifest, reason, self._opened.file)
        return ImportResult(
            self._dry_run,
            self._manifest,
            MergeResult(),
            self._digest,
            None,
            (),
            ImportStatus.QUARANTINED,
            reason,
            waiting,
            sealing=self._opened.sealing,
        )

    def _taken_in(self, verdict: Verdict) -> ImportResult:
        store, manifest = self._store, self._manifest
        known = store.log.vector()
        heads = self._bundle.heads
        watch = _Watch(store.clock, Portability(store.kinds), manifest.changes, self._tell)
        entries = watch.seen(self._bundle.changes())

        def review(_arrived: Callable[[], Sequence[ArrivedChange]], merge: MergeResult) -> None:
            self._review(verdict, merge)

        is_met = verdict.trust is Trust.FIRST_USE and store.peers.find(verdict.peer.device) is None
        backup, settled = None, tuple[Message, ...]()
        if self._dry_run:
            self._look_around()
            new = sum(not store.blobs.has(member.sha256) for member in manifest.members[1:])
            merge = replace(store.dry_merge(entries, heads, review=review), files=new)
        else:
            backup = self._way_back.prepare(store) if _news(heads, known) > SMALL else None
            merge, settled = self._merged(entries, review)
        return ImportResult(
            self._dry_run,
            manifest,
            merge,
            self._digest,
            backup,
            (*watch.warnings(), *self._ended),
            missing=missing_around(store, manifest, known),
            held_back=manifest.held_back,
            held=self._held,
            settled=settled,
            first_use=is_met,
            loses_own_unit=self._loses_unit,
            receipt=self._believed,
            sealing=self._opened.sealing,
        )

    def _look_around(self) -> None:
        """Note what stands before anything comes in."""
        self._stood, self._held_before = self._store.log.logs(), self._store.held.count_cells()

    def _merged(self, entries: Iterable[Entry], review: Review) -> tuple[MergeResult, tuple[Message, ...]]:
        """Merge and take the place that the unit got, in one transaction; a fault of the latter keeps no entry out."""
        store, fault, settled = self._store, None, tuple[Message, ...]()
        with store.all_or_nothing():
            # Asked where nobody else writes: what another window brings in meanwhile is not taken back with this.
            self._look_around()
            merge = store.merge(
                entries,
                self._bundle.heads,
                self._bundle.attachments(),
                review,
                are_read=True,
                keeps_unnamed=self._manifest.volume is not None,
            )
            try:
                settled = settle(store)
            except DanvanError as error:
                fault = error
        if fault is not None:
            raise fault
        return merge, settled

    def _review(self, verdict: Verdict, merge: MergeResult) -> None:
        """Judge and note within the merge's transaction, so that all of it is kept or nothing."""
        store, manifest = self._store, self._manifest
        self._loses_unit = store.unit.deleted and not self._was_deleted
        self._held = max(0, store.held.count_cells() - self._held_before)
        sender = manifest.sender
        self._ended = (*told_of_own_end(store), *told_of_ended_sender(store, sender.device, sender.name))
        self._refuse_deletions(merge)
        if verdict.trust is Trust.FIRST_USE:
            store.peers.keep(store.peers.find(verdict.peer.device) or verdict.peer)
        if verdict.trust is Trust.ENROLLED:
            note_sender(store, verdict.peer)
        store.peers.note_bringer({log.replica for log in manifest.logs}, manifest.sender.device)
        store.peers.note_held({(log.replica, log.stream): log.seq for log in manifest.held_back})
        if not any(note.direction == "in" for note in store.bundles(self._digest)):
            moment = store.clock.local_text()
            ends, told = note_ends(store, self._stood), without_members(manifest)
            store.remember_bundle(
                BundleNote("in", self._digest, moment, told, self._opened.size, ends, self._way_back.round)
            )
        for note in store.waiting.all():
            if note.sha256 == self._digest:
                store.waiting.drop(note.id)
        self._believe_receipt(verdict)
        if manifest.volume is not None:
            settle_files(store, manifest, manifest.volume)

    def _believe_receipt(self, verdict: Verdict) -> None:
        """Keep what an enrolled sender told to have, once its entries are here, also one known by its rights alone."""
        manifest, peer = self._manifest, find_device(self._store, self._manifest.sender.device)
        if manifest.receipt is None or peer is None or verdict.trust is not Trust.ENROLLED:
            return
        told = SignedReceipt(manifest.sender.replica, manifest.number, manifest.made_at, manifest.receipt)
        self._believed = accept_receipt(self._store, peer, told, dry_run=self._dry_run)

    def _refuse_deletions(self, merge: MergeResult) -> None:
        if self._deletions is not None:
            deletions = Deletions.of(self._store, merge, own_unit=self._loses_unit)
            if deletions.count > self._deletions and deletions.is_much:
                raise DeletesMuch(deletions)


class _Watch:
    """Looks at each entry on its way into the store."""

    def __init__(
        self,
        clock: Clock,
        values: Portability,
        total: int,
        tell: Tell,
    ) -> None:
        self._clock = clock
        self._values = values
        self._total = total
        self._tell = tell
        self._latest = EPOCH

    def seen(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        fault_of, latest = self._values.value_fault, EPOCH
        for done, entry in enumerate(entries, 1):
            if (fault := fault_of(entry)) is not None:
                raise ill_formed(fault)
            latest = max(latest, entry.timestamp)
            if done % _TELL_EVERY == 0 or done == self._total:
                self._tell(done, self._total)
            yield entry
        self._latest = latest

    def warnings(self) -> Iterator[Message]:
        if self._latest > latest_allowed(self._clock):
            yield _(
                "Giờ máy gửi sai: tệp có thay đổi ghi lúc {moment}. Dữ liệu vẫn được nhập, đồng hồ máy này không bị ảnh"
                " hưởng. Hãy báo nơi gửi chỉnh lại ngày giờ.",
                moment=timestamp_moment(self._latest),
            )


def _news(heads: Sequence[LogHead], known: Mapping[tuple[str, str], int]) -> int:
    """Return how many entries of these logs are not here."""
    return sum(max(0, head.seq - known.get((head.replica, head.stream), 0)) for head in heads)
