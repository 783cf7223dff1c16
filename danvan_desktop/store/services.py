"""Puts the services of one open store together: who it is, by which rules it works, and all that knows its tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.uid import UidMaker, is_maker, own_uid, tells_maker, tells_unit
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.localization import Message, _
from danvan_desktop.store.at_work import AtWork
from danvan_desktop.store.authors import Authors, named
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.bundles import Bundles
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.drafts import Drafts
from danvan_desktop.store.errors import StoreWithoutUnit
from danvan_desktop.store.extents import LogExtents
from danvan_desktop.store.founding import as_founded
from danvan_desktop.store.holdings import Holdings
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.known_facts import Known
from danvan_desktop.store.laws import OfficeLaw, OwnValue, load_calendar
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.officer_rules import is_ruled
from danvan_desktop.store.officers import NotAllowed, Officers, works_here
from danvan_desktop.store.peers import Peers
from danvan_desktop.store.placing import unit_of_record
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.rights_in_force import RightsInForce
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.settings import ARCHIVE_YEAR, OFFICER, UNIT, Settings
from danvan_desktop.store.spare_drafts import SpareDrafts
from danvan_desktop.store.waiting import WaitingBundles

if TYPE_CHECKING:
    from danvan_desktop.store.archives import Archives
    from danvan_desktop.store.arrived_changes import ArrivedChanges
    from danvan_desktop.store.bin import Bin
    from danvan_desktop.store.check import Checker
    from danvan_desktop.store.cutting import LogCutter
    from danvan_desktop.store.guard import Guard
    from danvan_desktop.store.heads import Heads
    from danvan_desktop.store.held import Held
    from danvan_desktop.store.history import History
    from danvan_desktop.store.joining import Joining
    from danvan_desktop.store.merge import Merger
    from danvan_desktop.store.naming import Naming
    from danvan_desktop.store.redacting import Redacting
    from danvan_desktop.store.search import Search
    from danvan_desktop.store.stale_drafts import StaleDraftCheck
    from danvan_desktop.store.thinning import Thinning
    from danvan_desktop.store.writing import Writer


class StoreServices:
    """The services of an open store, each knowing those that it needs."""

    def __init__(
        self, connection: Connection, path: Path, kinds: Kinds, key: bytes | None, clock: Clock, state: Path
    ) -> None:
        """Take an open connection whose schema is of this version; use ``create`` or ``open``."""
        self.clock = clock
        self.path = path
        self.kinds = kinds
        self._connection = connection
        self._key = key
        self.at_work = AtWork()
        self._known = Known(connection, kinds)
        self.settings = Settings(connection, self._known)
        self.log = EntryLog(connection)
        self.extents = LogExtents(connection, self.log)
        self.identity = Identity(self.settings, self.log, HomeFile(state, path))
        self.notices: tuple[Message, ...] = ()
        self.blobs = Blobs(connection)
        self.bundles_noted = Bundles(connection)
        self._uids = UidMaker("")
        self.peers = Peers(connection)
        self.waiting = WaitingBundles(connection)
        self.drafts = Drafts(connection, SpareDrafts(path, key))
        self.officers = Officers(
            kinds,
            lambda: (self._rights.now.officers, self.device_key),
            self._chosen,
            lambda uid: self._reader.titles([uid]).get(uid, ""),
            lambda: is_ruled(connection),
            lambda uid: works_here(self._whole.get(uid)),
        )
        self._reader = Reader(connection, kinds, closed=lambda: self.officers.closed_kinds, known=self._known)
        self._whole = Reader(connection, kinds, shows_secrets=True, known=self._known)
        self._secrets = Secrets(connection, kinds)
        self._law = OfficeLaw(connection, self._reader, self.peers, lambda: (self.device_key, self.holdings))
        self._rights = RightsInForce(connection, self.settings, self._reader, self.peers, self.identity)

    @property
    def unit(self) -> Record:
        """The unit whose store this is."""
        uid = self._reader.shown_as(self.settings.get(UNIT))
        record = self._reader.get(uid, include_deleted=True)
        record = record or as_founded(self._connection, self.kinds["unit"], uid, self.device_key)
        if record is None:
            raise StoreWithoutUnit(
                _("Tệp dữ liệu không ghi đơn vị sử dụng, cả trong nhật ký. Hãy khôi phục từ bản sao lưu.")
            )
        return record

    @property
    def authority(self) -> Authority:
        """Who may write where, by all that is known now."""
        return self._rights.now.authority

    @property
    def holdings(self) -> Holdings:
        """How devices stand to the unit whose store this is."""
        return self._rights.now.holdings

    @property
    def awaited_units(self) -> Collection[str]:
        """The units that are about to be joined to a listed one: nobody is shown them beside it."""
        awaited = self.holdings.awaited
        return [unit for unit, into in awaited.items() if not self._joining.are_distinct(unit, into)]

    @property
    def tree(self) -> UnitTree:
        """The tree of units in force."""
        return self.holdings.tree

    @property
    def replica(self) -> str:
        """The replica under which this store writes."""
        return self.identity.replica

    @property
    def device_name(self) -> str:
        """What people call this device."""
        return self.identity.keys.name

    @property
    def key(self) -> bytes | None:
        """The data key of an encrypted store, for other connections to the same file."""
        return self._key

    @property
    def device_key(self) -> str:
        """The device's public Ed25519 key in hexadecimal."""
        return self.identity.keys.device

    @property
    def own_devices(self) -> Sequence[str]:
        """The keys that this installation signs and signed with, the newest first."""
        return self.identity.keys.devices

    def new_uid(self) -> str:
        """Return a uid for a new record, which tells that this device made it."""
        if self._uids.device != self.device_key:
            self._uids = UidMaker(self.device_key)
        return self._uids()

    def unit_of_record(self, uid: str) -> str | None:
        """Return the unit that a record is of, ``None`` where that is not known."""
        return unit_of_record(self._connection, uid)

    def uid_here(self, uid: str) -> str:
        """Return the uid under which a record from the list of another store is kept here.

        It is the given one where that record is known or its uid tells neither its maker nor its unit. Any other would
        be held, for want of what its maker wrote: here it becomes one of this device's, and the same one each time.
        """
        is_anybodys = not (tells_maker(uid) or tells_unit(uid)) or is_maker(uid, self.device_key)
        return uid if is_anybodys or self._reader.kind_of(uid) is not None else own_uid(uid, self.device_key)

    @property
    def officer(self) -> str:
        """The uid of the officer who works here now, empty when nobody was chosen or whoever was is not there now."""
        chosen = self._chosen()
        return chosen if chosen and self._reader.get(chosen) is not None else ""

    def set_officer(self, uid: str, *, knows_passphrase: bool = False) -> None:
        """Let changes be made in the name of this officer from now on.

        Raises NotAllowed for another one who has a passphrase of his own, unless he ``knows_passphrase``: he also
        works at a store that cannot be written, as long as it is open.
        """
        if not knows_passphrase and uid != self.officer and self._has_own_passphrase(uid):
            raise NotAllowed(_("Cán bộ này có mật khẩu riêng: hãy khóa cửa sổ (Ctrl+Shift+L) rồi mở bằng mật khẩu ấy."))
        if not (knows_passphrase and self.is_read_only):
            self.settings.set(OFFICER, uid)
        if self.at_work.told is not None:
            self.at_work.told = uid

    def let_work(self, owner: str) -> None:
        """Let work who opened the store just now: the ``owner`` of the passphrase, empty for one that several know.

        Such a one lets nobody go on in the name of who worked last, where only a passphrase of his own tells him.
        What another program says from then on is not asked any more.
        """
        self.at_work.told = self._chosen()
        if owner and owner != self.officer:
            self.set_officer(owner, knows_passphrase=True)
        elif not owner and self.officer and self._has_own_passphrase(self.officer):
            self.set_officer("", knows_passphrase=True)

    def _chosen(self) -> str:
        return self.settings.get(OFFICER) if self.at_work.told is None else self.at_work.told

    def _has_own_passphrase(self, officer: str) -> bool:
        if self._key is None or not is_locked(self.path):
            return False
        from danvan_desktop.store.vault import Vault  # loads a library that plain stores do without

        return officer in Vault(self.path).owners

    @property
    def law(self) -> LegalRules:
        """The legal rules with the office's own values in place."""
        return self._law.rules

    # What looks things up and what writes: made when it is first asked for, since the first page needs none of it

    @cached_property
    def held(self) -> Held:
        """The changes that nobody is shown, because whoever wrote them may not."""
        from danvan_desktop.store.held import Held

        return Held(self._connection, self.kinds, self._whole)

    @cached_property
    def _heads(self) -> Heads:
        from danvan_desktop.store.heads import Heads

        return Heads(self._connection, self.kinds)

    @cached_property
    def _search(self) -> Search:
        from danvan_desktop.store.search import Search

        return Search(self._connection, self.kinds, self._reader)

    @cached_property
    def naming(self) -> Naming:
        """Finds records by what people call them."""
        from danvan_desktop.store.naming import Naming

        return Naming(self.kinds, self._reader, self._search, lambda: self.awaited_units)

    @cached_property
    def _stale_drafts(self) -> StaleDraftCheck:
        from danvan_desktop.store.stale_drafts import StaleDraftCheck

        return StaleDraftCheck(self._connection, self.kinds, self._reader)

    @cached_property
    def _bin(self) -> Bin:
        from danvan_desktop.store.bin import Bin

        return Bin(self._connection, self.kinds, self._reader)

    @cached_property
    def thinning(self) -> Thinning:
        """Frees the room of files of deleted records."""
        from danvan_desktop.store.thinning import Thinning

        return Thinning(self._connection, self.clock)

    @cached_property
    def _redacting(self) -> Redacting:
        from danvan_desktop.store.redacting import Redacting

        return Redacting(self._connection, self.kinds, self._reader)

    @cached_property
    def _history(self) -> History:
        from danvan_desktop.store.history import History
        from danvan_desktop.store.unseen_edits import UnseenEdits

        return History(
            self._connection,
            self.log,
            self._reader,
            UnseenEdits(self._connection, self.kinds),
            self._secrets,
            self.kinds,
            lambda: self.officers.closed_kinds,
        )

    @cached_property
    def _joining(self) -> Joining:
        from danvan_desktop.store.joining import Joining

        return Joining(
            self._connection,
            self.kinds,
            self._reader,
            self.log,
            self._secrets,
            lambda: (self.authority, self.device_key),
        )

    @cached_property
    def arrived_changes(self) -> ArrivedChanges:
        """Tells what came from elsewhere."""
        from danvan_desktop.store.arrived_changes import ArrivedChanges

        return ArrivedChanges(self._connection, self.kinds, self._whole)

    @cached_property
    def _guard(self) -> Guard:
        from danvan_desktop.store.guard import Guard

        return Guard(
            self._connection,
            self.kinds,
            self._whole,
            lambda unit: self.authority.standing_now(self.device_key, unit),
            self.officers,
        )

    @cached_property
    def _writer(self) -> Writer:
        from danvan_desktop.store.assembling import Assembler
        from danvan_desktop.store.writing import Writer

        return Writer(
            self._connection,
            self.kinds,
            self._whole,
            self.log,
            self._heads,
            self._search,
            self.identity,
            self._known,
            Assembler(
                self.kinds,
                self._reader,
                lambda: self.terms,
                self.clock,
                lambda: self.settings.get(UNIT),
                self.new_uid,
                self._known.remembering(lambda unit: bool(self.authority.standing_now(self.device_key, unit))),
            ),
            terms=lambda: self.terms,
            clock=self.clock,
            officer=self._chosen,
            home=lambda: self.settings.get(UNIT),
            guard=self._guard.check,
        )

    @cached_property
    def archives(self) -> Archives:
        """The archives of closed years, which are seldom asked for."""
        from danvan_desktop.store.archives import Archives

        return Archives(self._connection, self.kinds, self._key, self.clock)

    @cached_property
    def _merger(self) -> Merger:
        from danvan_desktop.store.merge import Merger

        return Merger(
            self._connection,
            self.kinds,
            self.arrived_changes,
            self.log,
            self._heads,
            self._search,
            self.blobs,
            self.identity,
        )

    @cached_property
    def _checker(self) -> Checker:
        from danvan_desktop.store.check import Checker

        return Checker(self._connection, self.kinds, self.log, self._heads, self._search, self.blobs)

    @cached_property
    def _log_cutter(self) -> LogCutter:
        from danvan_desktop.store.cutting import LogCutter

        return LogCutter(self._connection, self.kinds, self.log, self._heads, self._search, self._checker)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days and public holidays."""
        return load_calendar()

    @property
    def terms(self) -> Terms:
        """The terms of the law as the office applies them, with the days on which offices work."""
        return Terms(self.law, self.calendar)

    def own_values(self) -> Sequence[OwnValue]:
        """Return every value for a rule that an office set itself, whose it is, and what becomes of it here."""
        return self._law.own_values()

    def whose(self, uid: str, field: str) -> Message:
        """Say which unit wrote the value that stands in a field."""
        authors = Authors(self._connection, self.peers)
        devices = authors.devices(uid, field)
        return named(not devices.isdisjoint(self.own_devices), authors.known(devices))

    def forget_law(self) -> None:
        """Read the office's own values again at the next use: another connection may have changed them."""
        self._law.forget()

    def today(self) -> dt.date:
        """Return the day by this laptop's clock."""
        return self.clock.today()

    def sign(self, data: bytes) -> bytes:
        """Sign with the device's Ed25519 key."""
        return self.identity.keys.sign(data)

    @property
    def archive_year(self) -> str:
        """The year that this file is the archive of, empty for a store."""
        return self.settings.get(ARCHIVE_YEAR)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written, because the disk is full or read-only."""
        return self._connection.read_only is not None
