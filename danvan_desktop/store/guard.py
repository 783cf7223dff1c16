"""Keeps officers from writing here what would be held everywhere: one such entry stands in the log for good."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.kind import STATE, Kinds
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.officers import Officers
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.schema import HELD

_PARENT = ("unit", "parent")
_SAID_OF_RECORDS = ("same_as", "redaction")
"""Kinds that no log holds back for an officer's want of rights, yet change what other records say."""
_OF_DEVICES = ("unit", "grant", "withdrawal", "same_as")
"""Kinds that rights of devices follow from, so that the log holds no entry of them for an officer's want of rights."""


class Guard:
    """Judges a save from inside its transaction."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        reader: Reader,
        standing: Callable[[str], Standing],
        officers: Officers,
    ) -> None:
        """Work on an open store; ``standing`` tells what this device may write at a unit, ``officers`` who works."""
        self._officers = officers
        self._standing = standing
        self._connection = connection
        self._kinds = kinds
        self._reader = reader
        self._is_following = False

    @contextmanager
    def following(self) -> Iterator[None]:
        """Let be said what follows from what others wrote of units and devices, whoever works here meanwhile."""
        self._is_following = True
        try:
            yield
        finally:
            self._is_following = False

    def check(self, kinds: Collection[str], may_be_held: bool) -> None:
        """Raise InvalidRecord when some of the entries that arrived, of these kinds, are not this device's to make."""
        problems = (
            *(self._problems() if may_be_held else ()),
            *self._unrightful_places(kinds),
            *(self._ends_of_approval() if "officer" in kinds else ()),
            *(self._unrightful_joins() if "same_as" in kinds else ()),
            *(problem for kind in _SAID_OF_RECORDS if kind in kinds for problem in self._unrightful_words(kind)),
            *(self._unrightful_lifts() if "disclosure" in kinds else ()),
        )
        if problems:
            raise InvalidRecord(problems)

    def _unrightful_places(self, kinds: Collection[str]) -> Iterator[Problem]:
        """Look at words about units and devices, which who only reads does not say.

        And at all words of who left: what the log holds goes by the words about him, which say nothing of that.
        """
        if self._is_following:
            return
        leaves, comes_back = self._own_ways() if "officer" in kinds else (False, False)
        if comes_back or (self._officers.has_left and not leaves):
            yield Problem(None, self._officers.refusal_of_who_left())
        else:
            refusals = (self._officers.refusal(kind) for kind in _OF_DEVICES if kind in kinds)
            yield from (Problem(None, refusal) for refusal in refusals if refusal is not None)

    def _own_ways(self) -> tuple[bool, bool]:
        """Tell whether who works here takes himself from the office by this save, or back to it."""
        rows = self._connection.execute(
            "SELECT e.body ->> '$.deleted', e.body ->> '$.active' FROM temp.arrived a"
            " CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN record r ON r.no = e.record AND r.kind = 'officer' AND r.uid = ?",
            [self._officers.at_work],
        ).fetchall()
        leaves = any(deleted == 1 or active == 0 for deleted, active in rows)
        comes_back = any(deleted == 0 or active == 1 for deleted, active in rows)
        return leaves, comes_back and bool(self._officers.said)

    def _ends_of_approval(self) -> Iterator[Problem]:
        """Look at officers who leave and were the last to approve: nobody could ever say rights again."""
        rows = self._connection.execute(
            "SELECT DISTINCT r.uid FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN record r ON r.no = e.record AND r.kind = 'officer'"
        ).fetchall()
        if self._officers.approvers & {uid for (uid,) in rows} and self._officers.lacks_approvers():
            yield Problem(None, _("Phải còn ít nhất một cán bộ được duyệt. Hãy cho một người quyền “Duyệt, ký” trước."))

    def _unrightful_joins(self) -> Iterator[Problem]:
        """Look at joins of records that this device may not both write; of units rights decide, not this."""
        row = self._connection.execute(
            "SELECT 1 FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN record_same_as s ON s.no = e.record CROSS JOIN record r ON r.uid = s.record"
            " WHERE r.kind != 'unit' AND s.deleted IS NOT 1"
            " AND NOT EXISTS (SELECT 1 FROM joined j WHERE j.no = s.no)"
        ).fetchone()
        if row is not None:
            yield Problem("into", _("Máy này không có quyền ghi cả hai hồ sơ nên không gộp được."))

    def _unrightful_words(self, kind: str) -> Iterator[Problem]:
        """Look at what was said of records that the officer who works here may not write."""
        rows = self._connection.execute(
            "SELECT DISTINCT r.kind FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            f" CROSS JOIN record_{kind} s ON s.no = e.record CROSS JOIN record r ON r.uid = s.record"
            " ORDER BY r.kind"
        ).fetchall()
        refusals = (self._officers.refusal(about) for (about,) in rows)
        return (Problem(None, refusal) for refusal in refusals if refusal is not None)

    def _unrightful_lifts(self) -> Iterator[Problem]:
        """Look at records that are to be secret no more, which the officer who works here may not open himself."""
        rows = self._connection.execute(
            "SELECT DISTINCT r.kind FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " CROSS JOIN record_disclosure s ON s.no = e.record AND s.purpose = ?"
            " CROSS JOIN record r ON r.uid = s.record",
            [Purpose.LIFTED.value],
        ).fetchall()
        refusals = (self._officers.refusal_to_lift(self._kinds[kind]) for (kind,) in rows if kind in self._kinds)
        return (Problem(None, refusal) for refusal in refusals if refusal is not None)

    def _problems(self) -> Iterator[Problem]:
        rows = self._connection.execute(
            "SELECT s.field, r.kind, coalesce(u.uid, r.uid) FROM temp.arrived a"
            f" CROSS JOIN shadow s ON s.entry = a.entry AND s.state = {HELD}"
            " JOIN entry e ON e.id = s.entry JOIN record r ON r.no = e.record LEFT JOIN unit u ON u.no = r.place"
        ).fetchall()
        for name, kind, place in rows:
            if name != SEEN:
                unit = self._reader.titles([place]).get(place, place)
                is_known = kind in self._kinds and self._kinds[kind].has(name)
                told = self._of_officer(kind, name) or self._told(place, unit, kind, name)
                yield Problem(name if is_known else None, told)

    def _of_officer(self, kind: str, name: str) -> Message | None:
        """Say what the officer who works here has no right to; the device may have none besides."""
        refusal = self._officers.refusal(kind)
        if refusal is None and name == STATE and kind in self._kinds:
            refusal = self._officers.refusal_to_lock(self._kinds[kind])
        return refusal

    def _told(self, place: str, unit: str, kind: str, name: str) -> Message:
        standing = self._standing(place)
        if standing is Standing.NONE:
            return _("Máy này không được ghi sổ cho {unit}. Hãy nhờ nơi giữ sổ của đơn vị ấy ghép nối máy.", unit=unit)
        if (kind, name) == _PARENT and self._reader.get(place) is not None:
            return _(
                "{unit} đang thuộc nơi khác: chỉ cấp trên hiện nay, hoặc cấp trên chung của hai nơi, mới chuyển được."
                " Hãy nhờ nơi ấy chuyển (danvan peers move).",
                unit=unit,
            )
        if standing is Standing.OWN:
            return _("Máy này không được ghi sổ cho nơi ấy nên không đưa hồ sơ sang đó được.")
        if kind == "unit":
            return _(
                "{unit} tự giữ sổ của mình nên mục này do nơi ấy ghi. Ở đây chỉ ghi được tên, mã, đơn vị cấp trên,"
                " ngày hiệu lực và đơn vị kế thừa.",
                unit=unit,
            )
        return _("Hồ sơ của {unit}: ở đây chỉ được ghi phần trả lời, chỉ đạo.", unit=unit)
