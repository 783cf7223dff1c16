"""Who refers to records that are to go, found by the declarations."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from msgspec import Struct

from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _, enumerated
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.schema import table_of

_RIGHTS = ("grant", "withdrawal", "officer_right")
"""What was granted at a unit ends with it; of the devices that hold it a person is told (HomeOfDevices)."""


class Referring(Struct, frozen=True):
    """How many records of a kind refer to ones that are to go; those that ``need`` it would be nothing without."""

    kind: Kind
    count: int
    need: bool

    @property
    def told(self) -> Message:
        """Such as “14 kiến nghị”."""
        return _("{n} hồ sơ “{kind}”", n=self.count, kind=self.kind.label)


class ReferredTo(StoreError):
    """Records that others refer to were not deleted; ``may_go`` when a person may say that they go all the same."""

    def __init__(self, what: Message, referring: Sequence[Referring]) -> None:
        """Tell how many records of which kinds refer to ``what``: one record by its title, several by their number."""
        self.referring = tuple(referring)
        self.may_go = not any(one.need for one in referring)
        numbers = enumerated([one.told for one in referring])
        super().__init__(
            _("Chưa xóa {what}: {numbers} đang dẫn tới. Muốn vẫn xóa thì xác nhận.", what=what, numbers=numbers)
            if self.may_go
            else _(
                "Không xóa được {what}: {numbers} đang thuộc về đó. Hãy chuyển hoặc xóa các hồ sơ đó"
                " trước; đơn vị đã thôi hoạt động thì ghi ngày hết hiệu lực và đơn vị kế thừa.",
                what=what,
                numbers=numbers,
            )
        )


class HomeOfDevices(ReferredTo):
    """A unit that enrolled devices are of was not deleted; a person may say that it goes all the same."""

    def __init__(self, title: str, devices: Sequence[str]) -> None:
        """Name the devices."""
        self.referring = ()
        self.may_go = True
        StoreError.__init__(
            self,
            _(
                "Chưa xóa “{title}”: máy {devices} đã ghép nối là của đơn vị này. Máy thôi dùng thì ngừng nhận từ "
                "máy ấy trước; muốn vẫn xóa thì xác nhận.",
                title=title,
                devices=", ".join(f"“{name}”" for name in devices),
            ),
        )


class Referrers:
    """Counts the records that refer to others."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds

    def of(self, doomed: Collection[str], kinds: Collection[str], left: Sequence[Record] = ()) -> list[Referring]:
        """Return who refers to the records ``doomed`` of these kinds and does not go with them.

        ``left`` are records as the same save leaves them: what no longer refers to these is not counted.
        """
        found: list[Referring] = []
        for kind in self._kinds:
            if kind.name in _RIGHTS:
                continue
            for field in kind.references:
                if not kinds or set(field.targets).intersection(kinds):
                    freed = (one.uid for one in left if one.kind == kind.name and one.text(field.name) not in doomed)
                    count = self._count(kind, field, doomed, [*doomed, *freed])
                    if count:
                        found.append(Referring(kind, count, _needs(kind, field)))
        return found

    def _count(self, kind: Kind, field: Field, doomed: Collection[str], aside: Collection[str]) -> int:
        row = self._connection.execute(
            f'SELECT count(*) FROM json_each(?) d CROSS JOIN {table_of(kind.name)} r ON r."{field.name}" = d.value'
            " WHERE r.deleted IS NOT 1 AND r.uid NOT IN (SELECT value FROM json_each(?))",
            [json.dumps(list(doomed)), json.dumps(list(aside))],
        ).fetchone()
        return int(row[0])


def _needs(kind: Kind, field: Field) -> bool:
    """Tell whether a record is about the one that this field names: without it no figure and no list could place it."""
    return field.required or field.name in (kind.unit, kind.parent)
