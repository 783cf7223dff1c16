"""What an officer may change in an open store: each call is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.guarded import Guarded, write_opens
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import _
from danvan_desktop.store.blobs import attachment_draft, digest_of_blob, read_attachable
from danvan_desktop.store.connection import savepoint
from danvan_desktop.store.errors import StoreBusy, StoreError, StoreFull, UnknownRecord
from danvan_desktop.store.officers import NotAllowed
from danvan_desktop.store.peers import PeerState
from danvan_desktop.store.readable import ReadableStore
from danvan_desktop.store.referrers import HomeOfDevices
from danvan_desktop.store.settings import UNIT
from danvan_desktop.store.sweeping import sweep_erased
from danvan_desktop.store.thinning import USUAL_YEARS, Freeable
from danvan_desktop.store.unswept import UNSWEPT

if TYPE_CHECKING:
    from danvan_desktop.store.held import HeldEntry
    from danvan_desktop.store.history import Conflict
    from danvan_desktop.store.judging import Found
    from danvan_desktop.store.save_result import SaveResult
    from danvan_desktop.store.stale_drafts import Clash

_LONGEST_REASON = 300
_FORMER_RIGHTS = "rights.granted"
"""The setting that tells that authors of before there were rights got theirs."""
_VILLAGES_PLACED = "villages.placed"
"""The setting that tells that villages of before they had a place by themselves got theirs."""


class WritableStore(ReadableStore):
    """Writes through the one writer, and notes afterwards what depends on it."""

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Keep all that the block writes by whatever calls, or, when it raises or the process ends, nothing of it.

        Inside another such block it is kept with that one, or undone alone.
        """
        try:
            with savepoint(self._connection):
                yield
                # Asked in the transaction, where it costs a quarter of what it does after.
                is_to_sweep = self.is_unswept
        except BaseException:
            self.identity.forget_unsaved()
            self._law.forget()
            raise
        if not self._connection.in_transaction:
            self.identity.confirm()
            if is_to_sweep:
                self.sweep_erased()

    def reveal(self, uid: str, purpose: Purpose, paper: str = "") -> Record:
        """Return a record with what is hidden of it, once the register says who asked for it, when and what for.

        ``paper`` is the form that it is printed on. Nothing is noted of a record that is not secret. Raises
        UnknownRecord.
        """
        record = self._whole.get(uid)
        if record is None:
            raise _no_longer_here()
        self._refuse_closed(record)
        if record.secret:
            self._kept(lambda: self._writer.save([self._note(uid, purpose, paper=paper)]))
        return record

    def _refuse_closed(self, record: Record) -> None:
        """Raise NotAllowed when the officer who works here may not open a record."""
        if record.secret:
            self.officers.refuse_closed(Guarded.DENUNCIATIONS)
        group = self.kinds[record.kind].guarded
        if group is not None:
            self.officers.refuse_closed(group)

    def say_rights(self, officer: str, role: Role, opens: Collection[Guarded] = ()) -> SaveResult:
        """Say what an officer may from now on, here and at all laptops of the unit.

        The first one of whom that is said has to approve. Raises NotAllowed for who may not say so, and for a word
        after which nobody could approve; InvalidRecord, UnknownRecord.
        """
        if self._reader.kind_of(officer) != "officer":
            raise _no_longer_here()
        self.officers.refuse_last_approver(officer, role)
        said = {"officer": officer, "role": role.value, "opens": write_opens(frozenset(opens)) or None}
        after = write_marks(self.log.vector())
        draft = Draft("officer_right", {"unit": self.unit.uid, "after": after, **said})
        return self.save(draft)

    def reveal_clashes(self, uid: str, clashes: Sequence[Clash]) -> Sequence[Clash]:
        """Return clashes with what of them was hidden; noted as ``reveal`` does, which see for what is raised."""
        if not any(clash.is_hidden for clash in clashes):
            return clashes
        record = self.reveal(uid, Purpose.READ)
        return [self._stale_drafts.opened(clash, record) if clash.is_hidden else clash for clash in clashes]

    def reveal_conflicts(self, conflicts: Sequence[Conflict]) -> Sequence[Conflict]:
        """Return conflicts with what of them was hidden; who opens them is noted, and may then ``resolve`` them."""
        hidden = sorted(frozenset[str]().union(*(conflict.hidden for conflict in conflicts)))
        if not hidden:
            return conflicts
        for record in self._whole.get_many(hidden).values():
            self._refuse_closed(record)
        # What is known is noted before the sides are read: one that comes in between counts as not shown.
        notes = [self._note(uid, Purpose.READ, knew=self._secrets.known_of(uid)) for uid in hidden]
        self._kept(lambda: self._writer.save(notes))
        return self._history.opened(conflicts)

    def join(self, uid: str, into: str, values: Mapping[str, object] | None = None) -> SaveResult:
        """Let a record be one with ``into``, which alone is shown from then on, with these ``values``.

        Both stay as they are otherwise, and ``part`` makes them two again. Raises UnknownRecord, StoreError, and as
        ``save`` for the values.
        """
        writing = self._joining.join(uid, into, values or {})
        return self.save(*writing.drafts, delete=writing.delete)

    def parts_of_join(self, uid: str, into: str) -> Sequence[Draft]:
        """Return what makes those one that refer to either of two records that become one, and say the same."""
        found = self._reader.get_many([uid, into])
        return self._joining.parts_drafts(found[uid], found[into]) if len(found) > 1 else ()

    def part(self, uid: str) -> SaveResult:
        """Part a record from those that it is one with, and keep that they are two; raises as ``join``."""
        writing = self._joining.part(uid)
        return self.save(*writing.drafts, delete=writing.delete)

    def tell_apart(self, uid: str, other: str) -> SaveResult:
        """Keep that two records that look alike are two; raises UnknownRecord, StoreError, InvalidRecord."""
        return self.save(*self._joining.distinct(uid, other).drafts)

    def renumber(self, uid: str) -> SaveResult:
        """Give a record the next free number in place of the one it has; raises UnknownRecord, as ``save``."""
        record = self._reader.get(uid)
        numbered = None if record is None else self.kinds[record.kind].numbered
        if record is None or numbered is None:
            raise _no_longer_here()
        name = numbered.number.field
        others = {field: value for field, value in record.values.items() if field not in (name, "state", "symbol")}
        return self.save(Draft(record.kind, {name: self.filled_in(Draft(record.kind, others))[0][name]}, uid))

    def lift(self, uid: str, reason: str) -> SaveResult:
        """Let a record be secret no more, with what refers to it; the history says who did it and why.

        Raises UnknownRecord, StoreError for a record that is not secret, InvalidRecord without a reason or while its
        own choice makes it secret.
        """
        record = self._whole.get(uid)
        if record is None:
            raise _no_longer_here()
        if not record.secret:
            raise StoreError(_("Hồ sơ này không được giữ bí mật."))
        self._refuse_closed(record)
        # Records that are one are secret together, whichever of them is the reason.
        joined = self._whole.get_many(self._reader.joined_to([uid]).get(uid, ()))
        several = [uid, *(other for other, one in joined.items() if one.secret)]
        notes = [self._note(u, Purpose.LIFTED, reason=reason, knew=self._secrets.known_of(u)) for u in several]
        return self._kept(lambda: self._writer.save(notes))

    def note_sending(self, uids: Sequence[str], receivers: str) -> None:
        """Note of secret records that what is hidden of them is sent to ``receivers``."""
        if uids:
            drafts = [self._note(uid, Purpose.SENT, reason=receivers[:_LONGEST_REASON]) for uid in uids]
            self._kept(lambda: self._writer.save(drafts))

    def _note(self, uid: str, purpose: Purpose, *, paper: str = "", reason: str = "", knew: str = "") -> Draft:
        moment = self.clock.local_time().isoformat("T", "minutes")
        values = {"record": uid, "noted_at": moment, "purpose": purpose.value}
        told = {"paper": paper, "reason": reason.strip(), "knew": knew}
        return Draft("disclosure", {**values, **{name: text or None for name, text in told.items()}})

    @contextmanager
    def following(self) -> Iterator[None]:
        """Write what follows from what others said of units and devices: no right of who works here decides on it."""
        with self._guard.following():
            yield

    def check_drafts(self, drafts: Sequence[Draft]) -> Sequence[tuple[Problem, ...]]:
        """Tell for each draft what saving them together would refuse or warn of."""
        return self._writer.check_drafts(drafts)

    def filled_in(self, *drafts: Draft) -> Sequence[Mapping[str, Value]]:
        """Tell for each draft what saving them together would fill in that nobody gave."""
        return self._writer.filled_in(drafts)

    def unit_of_new(self, draft: Draft) -> str:
        """Tell of which unit a new record would be if this draft of it was saved."""
        return self._writer.unit_of_new(draft)

    def save(
        self, *drafts: Draft, delete: Sequence[str] = (), together_with: Callable[[], None] | None = None
    ) -> SaveResult:
        """Save drafts and delete records together; raises InvalidRecord with the problems of the first that has any.

        ``together_with`` writes what is kept only if the save is.
        """
        return self._kept(lambda: self._writer.save(drafts, delete, together_with=together_with))

    def delete(self, *uids: str, knowing_referrers: bool = False) -> SaveResult:
        """Delete records with what belongs to them; ``restore`` or ``undo`` bring them back.

        Raises ReferredTo while others refer to them; with ``knowing_referrers`` only while others are about them.
        """
        if self.settings.get(UNIT) in uids:
            raise StoreError(_("Đây là đơn vị sử dụng tệp dữ liệu này nên không xóa được."))
        if not knowing_referrers:
            self._refuse_homes(uids)
        return self._kept(lambda: self._writer.delete(uids, knowing_referrers=knowing_referrers))

    def _refuse_homes(self, uids: Sequence[str]) -> None:
        """Raise HomeOfDevices for a unit that devices enrolled here are of: their stores would lose their unit."""
        for uid in uids:
            devices = [
                peer.name
                for peer in self.peers.all()
                if peer.state is not PeerState.REVOKED
                and (peer.unit_uid == uid or uid in self.holdings.units_of(peer.device))
            ]
            if devices:
                raise HomeOfDevices(self.title(uid), devices)

    def restore(self, *uids: str) -> SaveResult:
        """Take deleted records back, with the parts that were deleted together with them."""
        return self._kept(lambda: self._writer.restore(uids))

    def undo(self, save_id: str, *, knowing_referrers: bool = False) -> SaveResult:
        """Take one save back; raises StoreError when something was changed again since, ReferredTo as ``delete``."""
        return self._kept(lambda: self._writer.undo(save_id, knowing_referrers=knowing_referrers))

    def undo_last(self, uid: str, *, knowing_referrers: bool = False) -> SaveResult:
        """Take back the newest save as far as it touched this record; raises ReferredTo as ``delete`` does."""
        return self._kept(lambda: self._writer.undo_last(uid, knowing_referrers=knowing_referrers))

    def attach(self, owner_uid: str, path: Path) -> SaveResult:
        """Keep a file with a record; raises StoreError when it cannot be read or is too large."""
        return self.attach_data(owner_uid, path.name, read_attachable(path))

    def attach_data(self, owner_uid: str, name: str, data: bytes) -> SaveResult:
        """Keep content with a record under a file name."""
        return self.attach_all(owner_uid, [(name, data)])

    def attach_all(self, owner_uid: str, files: Sequence[tuple[str, bytes]]) -> SaveResult:
        """Keep files, each a name with its content, with a record in one save."""
        drafts = [attachment_draft(owner_uid, name, digest_of_blob(data), len(data)) for name, data in files]

        def keep() -> None:
            for _name, data in files:
                self.blobs.add(data)

        return self._kept(lambda: self._writer.save(drafts, together_with=keep))

    def resolve(self, uid: str, field: str, *, take: EntryId | None = None, value: Value = None) -> SaveResult:
        """Settle a conflict by one of its heads or by a new value; raises StoreError for a change that is no head.

        Sides that are hidden have to be opened before (``reveal_conflicts``), or StoreError is raised. To take an edit
        that a deletion did not know brings the record back; one that a signing did not know reopens it.
        """
        from danvan_desktop.store.openings import Openings

        openings = Openings(self._reader, self.log, self.officer, self.device_key)
        openings.refuse_unshown(self._history.hidden_sides(uid, field))
        if take is not None:
            value = self._history.value_taken(uid, field, take)
        return self._kept(lambda: self._writer.set_heads(uid, field, value))

    def redact(self, uid: str, names: Collection[str], reason: str, *, with_files: bool = False) -> SaveResult:
        """Erase all values that fields of a record ever had, here and wherever they went; this cannot be undone.

        They go from the records that are joined with it, too. ``with_files`` erases what is attached, as well. Raises
        StoreError for what may not be erased, InvalidRecord without a reason. What the file may still hold of it is
        swept out, now or when the store is opened next.
        """
        from danvan_desktop.store.reversing import archived

        if (year := self.archives.year_of(uid)) is not None:
            raise archived(year)
        self.officers.refuse_reader("redaction")
        group = self._redacting.one_with(uid)
        attached = [file.uid for one in group for file in self._reader.find_all("attachment", owner=one)]
        files = list(dict.fromkeys(attached)) if with_files else []
        for record in self._whole.get_many([*group, *files]).values():
            self._refuse_closed(record)
        wanted = [(uid, names), *((file, self.erasable_of_a_person(file)) for file in files)]
        by = self.device_key, self.settings.get(UNIT), self.authority
        drafts = [
            draft for about, fields in wanted if fields for draft in self._redacting.drafts(about, fields, reason, *by)
        ]
        return self._kept(lambda: self._writer.save(drafts))

    def let_reappeared_be(self, uid: str) -> None:
        """Ask at this laptop no more about what stands in a record again though such was erased."""
        from danvan_desktop.store.reappeared import let_be

        self.officers.require_writer()
        with self.all_or_nothing():
            let_be(self._connection, self.settings, uid)

    def thin(self, years: int = USUAL_YEARS) -> Freeable:
        """Free the content of files deleted more than so many years ago; returns what that was."""
        self.officers.require_approver()
        found = self.thinning.free(years)
        self.sweep_erased()
        return found

    @property
    def is_unswept(self) -> bool:
        """Whether the file may still hold what was erased, until it can be swept."""
        return bool(self.settings.get(UNSWEPT))

    def sweep_erased(self) -> None:
        """Leave nothing in the file of what was erased; what cannot be done now is at the next opening."""
        if not self.is_read_only and not self._connection.in_transaction and self.is_unswept:
            with suppress(StoreFull, StoreBusy):
                sweep_erased(self.path, self._key)

    def write_found(self, found: Sequence[Found]) -> int:
        """Set cells to what was found in the remains of a damaged store; returns how many differed.

        Raises InvalidRecord for what is another unit's to write.
        """
        return self._writer.write_found(found)

    def undecided(self) -> Sequence[HeldEntry]:
        """Return the changes that are held and wait for a decision, oldest first."""
        closed = self.officers.closed_kinds
        return [one for one in self.held.undecided(self.device_key) if one.kind not in closed]

    def adopt(self, entry: str) -> HeldEntry:
        """Let a held change count, by writing the same; raises StoreError for none, InvalidRecord without the right."""
        one = self._held_for_him(entry)
        self._decide(self.held.adoption(one, self.device_key))
        return one

    def dismiss(self, entry: str) -> HeldEntry:
        """Let a held change be, and ask about it no more; raises StoreError for none."""
        one = self._held_for_him(entry)
        self._decide(self.held.dismissal(one))
        return one

    def _held_for_him(self, entry: str) -> HeldEntry:
        one = self.held.find(self.device_key, entry)
        refusal = self.officers.refusal(one.kind)
        if refusal is not None:
            raise NotAllowed(refusal)
        return one

    def _decide(self, found: Sequence[Found]) -> None:
        with self.all_or_nothing():
            self._writer.write_found(found)
        self._law.forget()

    def _grant_former_rights(self) -> None:
        """Let those who wrote here before there were rights keep what they wrote; once."""
        if self.settings.get(_FORMER_RIGHTS) or not self.log.migrated():
            return
        with self.all_or_nothing():
            if self.settings.get(_FORMER_RIGHTS):  # another thread or window opened it at the same moment
                return
            self._grant_former(below=False)
            self.settings.set(_FORMER_RIGHTS, "1")

    def grant_former_rights_below(self) -> None:
        """Do the same at units of authorities below, once they are known as such: nobody may hold them here."""
        if self.log.migrated():
            self._grant_former(below=True)

    def _grant_former(self, *, below: bool) -> None:
        from danvan_desktop.store.former_rights import former_rights

        level = self.unit.text("kind")
        drafts = list(former_rights(self._connection, self.log, self.peers, self.device_key, level, below=below))
        if drafts:
            self.save(*drafts)

    def _place_former_villages(self) -> None:
        """Let villages that an earlier version listed without a place lie in the commune that listed them; once."""
        if self.settings.get(_VILLAGES_PLACED):
            return
        from danvan_desktop.store.former_villages import former_villages

        with suppress(DanvanError), self.all_or_nothing(), self.following():
            self.settings.set(_VILLAGES_PLACED, "1")
            own = self.unit
            placed = former_villages(own, self.find("unit", parent=None), self.holdings, self.authority)
            self.save(*(Draft("unit", {"parent": own.uid}, uid) for uid in placed))

    def _found_unit(self, name: str, code: str, level: str) -> None:
        uid = self.new_uid()
        self.save(Draft("unit", {"name": name, "code": code, "kind": level}, uid))
        self.settings.set(UNIT, uid)

    def _withdraw_from_units(self) -> None:
        """End the rights that went with joins of units which were just ended."""
        drafts = self._joining.withdrawals()
        if drafts:
            self._writer.save(drafts)

    def _kept(self, write: Callable[[], SaveResult]) -> SaveResult:
        """Write in one transaction, with the rights that end with it, and note afterwards what depends on it."""
        with self.all_or_nothing():
            result = write()
            if "same_as" in result.kinds:
                self._withdraw_from_units()
        if "same_as" in result.kinds:
            # Lists of the joined records, and of all that refer to them, show something else now.
            result = replace(result, kinds=result.kinds | {kind.name for kind in self.kinds})
        if "rule_override" in result.kinds:
            self._law.forget()
        return result


def _no_longer_here() -> UnknownRecord:
    return UnknownRecord(_("Hồ sơ này không còn trong máy. Hãy tìm lại hoặc xem Thùng rác."))
