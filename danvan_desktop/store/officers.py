"""What the officer who works here may do, told in words and asked by all services of a store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from danvan_desktop.domain.facts import Allowed, Mark, Role
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds.officer_right import GROUPS
from danvan_desktop.domain.officer_rights import ALL_ALLOWED, NOT_NAMED, OfficerRights, falls_short
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.officer_rules import NEVER_HELD, OFFICER_RIGHT, PLACED_BY

_ASKED_OTHERWISE = frozenset({"disclosure", "redaction"})
"""Kinds whose records the program writes for whoever looks, or that go by the rights to what they are about."""
_LABELS: Mapping[str, Message] = {choice.code: choice.label for choice in GROUPS}


class NotAllowed(StoreError):
    """The officer who works here has no right to do this."""


def works_here(officer: Record | None) -> bool:
    """Tell whether an officer is at the office: neither deleted nor gone from it."""
    return officer is not None and officer.get("active") is not False


class Officers:
    """Asks the rights in force; ``rights`` gives them with this laptop's key, ``officer`` who works here."""

    def __init__(
        self,
        kinds: Kinds,
        rights: Callable[[], tuple[OfficerRights, str]],
        officer: Callable[[], str],
        title: Callable[[str], str],
        is_ruled: Callable[[], bool],
        is_here: Callable[[str], bool],
    ) -> None:
        """Name what to ask; ``title`` gives an officer's name, ``is_ruled`` tells whether anything was ever said.

        ``is_here`` tells whether an officer still works at the office.
        """
        self._is_here = is_here
        self._is_ruled = is_ruled
        self._kinds = kinds
        self._rights = rights
        self._officer = officer
        self._title = title

    @property
    def said(self) -> Mapping[str, Allowed]:
        """What was last said of each officer here; nothing as long as all may do all."""
        if not self._is_ruled():
            return {}
        rights, device = self._rights()
        return rights.said_now(device)

    @property
    def allowed(self) -> Allowed:
        """What the officer who works here may do now: only read once the office has him no more."""
        return NOT_NAMED if self.has_left else self.allowed_to(self._officer())

    @property
    def at_work(self) -> str:
        """The officer who works here, empty while nobody said it."""
        return self._officer()

    def refusal_of_who_left(self) -> Message:
        """Say why somebody writes no more whom the office has no more."""
        return _("{who} không còn làm việc ở đơn vị nên chỉ được xem. {ask}", who=self._who(), ask=_ask())

    @property
    def has_left(self) -> bool:
        """Whether the officer who works here is no more at the office, where rights were said."""
        officer = self._officer()
        return bool(officer) and self._is_ruled() and not self._is_here(officer)

    @property
    def approvers(self) -> frozenset[str]:
        """The officers whom words let approve, whether they still work here or not."""
        return frozenset(uid for uid, one in self.said.items() if one.role is Role.APPROVE)

    def lacks_approvers(self) -> bool:
        """Tell whether nobody of those who may approve works at the office any more."""
        return bool(self.approvers) and not any(map(self._is_here, self.approvers))

    def allowed_to(self, officer: str) -> Allowed:
        """Tell what an officer may do now at this laptop."""
        if not self._is_ruled():
            return ALL_ALLOWED
        rights, device = self._rights()
        return rights.now(device, officer)

    @property
    def closed_kinds(self) -> Collection[str]:
        """The kinds that the officer who works here may not open."""
        opens = self.allowed.opens
        return frozenset(kind.name for kind in self._kinds if kind.guarded is not None and kind.guarded not in opens)

    @property
    def closed_to_some(self) -> frozenset[Guarded]:
        """The groups that are not open to every officer of the office."""
        return frozenset(group for group in Guarded for one in self.said.values() if group not in one.opens)

    def refusal(self, kind: str) -> Message | None:
        """Say why the officer who works here may not write records of a kind; nothing when he may."""
        if kind == OFFICER_RIGHT:
            return None if self.allowed.role is Role.APPROVE else _("Chỉ cán bộ được duyệt mới đặt quyền cho cán bộ.")
        if kind in _ASKED_OTHERWISE:
            return None
        allowed = self.allowed
        if allowed.role is Role.READ:
            return self._only_reads(kind)
        group = self._kinds[kind].guarded if kind in self._kinds else None
        return None if group is None or group in allowed.opens else self._closed(group)

    def refusal_to_lock(self, kind: Kind) -> Message | None:
        """Say why the officer who works here may not sign or close a record; nothing when he may."""
        if self.allowed.role is not Role.ENTER:
            return None
        return _(
            "{who} được nhập liệu, không được duyệt, khóa “{kind}”. {ask}", who=self._who(), kind=kind.label, ask=_ask()
        )

    def lacks(self, by: Mark, officer: str, kind: str, values: Values) -> bool:
        """Tell whether an officer had no right to write these values by an entry of a record."""
        if not self._is_ruled() or kind in NEVER_HELD:
            return False
        rights = self._rights()[0]
        if kind == OFFICER_RIGHT:
            return all(fact.by.entry != by.entry for fact in rights.counted())
        return falls_short(rights.of(by, officer), self._kinds, kind, values)

    def went_past(self, by: Mark, officer: str, kind: str, values: Values) -> bool:
        """Tell whether an officer had no right to write this, also of what counts all the same.

        What rights of devices follow from is never held; who reads the register is told of it. What names no officer
        is then left out: the program writes such words by itself.
        """
        if kind in _ASKED_OTHERWISE or not self._is_ruled():
            return False
        if kind in NEVER_HELD or kind == PLACED_BY[0]:
            return bool(officer) and falls_short(self._rights()[0].of(by, officer), self._kinds, kind, values)
        return self.lacks(by, officer, kind, values)

    def refusal_to_open(self, kind: Kind) -> Message | None:
        """Say why the officer who works here may not open records of a kind; nothing when he may."""
        is_open = kind.guarded is None or kind.guarded in self.allowed.opens
        return None if is_open or kind.guarded is None else self._closed(kind.guarded)

    def refusal_to_lift(self, kind: Kind) -> Message | None:
        """Say why the officer who works here may not let a record of a kind be secret no more; nothing when he may."""
        refusal = self.refusal_to_open(kind)
        if refusal is None and Guarded.DENUNCIATIONS not in self.allowed.opens:
            refusal = self._closed(Guarded.DENUNCIATIONS)
        return refusal

    def refuse_closed(self, group: Guarded) -> None:
        """Raise NotAllowed when the officer who works here may not open a group of records."""
        if group not in self.allowed.opens:
            raise NotAllowed(self._closed(group))

    def refuse_reader(self, kind: str) -> None:
        """Raise NotAllowed when he only reads: for what no rule of the log holds back, such as an erasure."""
        if self.allowed.role is Role.READ:
            raise NotAllowed(self._only_reads(kind))

    def require_writer(self) -> None:
        """Raise NotAllowed when he only reads: for what changes the store though no entry of his is in the log.

        Taking files in and out again, deciding on what waits, knowing other laptops and their places.
        """
        if self.allowed.role is Role.READ:
            told = _("{who} chỉ được xem nên không làm được việc này. {ask}", who=self._who(), ask=self._ask())
            raise NotAllowed(told)

    def refusal_for_office(self) -> Message | None:
        """Say why he may not do what changes the data of the whole office, or how they are opened; nothing if he may.

        It leaves no entry in any log that could be held: encrypting and what undoes it, passphrases that several know,
        recovery sheets, going back to a copy, archives.
        """
        if self.allowed.role is Role.APPROVE:
            return None
        return _("Việc này đổi dữ liệu của cả cơ quan: chỉ cán bộ được duyệt làm, không phải {who}.", who=self._who())

    def require_approver(self) -> None:
        """Raise NotAllowed for who may not do what changes the data of the whole office."""
        refusal = self.refusal_for_office()
        if refusal is not None:
            raise NotAllowed(refusal)

    def refuse_passphrase_of(self, officer: str) -> None:
        """Raise NotAllowed when he may not set the passphrase of an officer: his own, or any if he approves."""
        if officer != self._officer() and self.allowed.role is not Role.APPROVE:
            raise NotAllowed(_("Chỉ chính người ấy hoặc cán bộ được duyệt mới đặt được mật khẩu riêng."))

    def refuse_last_approver(self, officer: str, role: Role) -> None:
        """Raise NotAllowed for a word after which nobody could approve."""
        others = self.approvers - {officer}
        if role is not Role.APPROVE and not any(map(self._is_here, others)):
            raise NotAllowed(_("Phải còn ít nhất một cán bộ được duyệt. Hãy cho một người quyền “Duyệt, ký” trước."))

    def _only_reads(self, kind: str) -> Message:
        label = self._kinds[kind].label if kind in self._kinds else kind
        return _("{who} chỉ được xem nên không ghi được “{kind}”. {ask}", who=self._who(), kind=label, ask=self._ask())

    def _closed(self, group: Guarded) -> Message:
        return _("{who} không được mở “{group}”. {ask}", who=self._who(), group=_LABELS[group], ask=_ask())

    def _ask(self) -> Message:
        """Say what helps: nobody said yet who works here, or who does needs the right."""
        if self._officer():
            return _ask()
        return _("Trước hết hãy chọn tên mình: bấm Ctrl+Shift+L, hoặc lệnh danvan officers use.")

    def _who(self) -> Message | str:
        name = self._title(self._officer()) if self._officer() else ""
        return f"“{name}”" if name else _("Người chưa ghi tên")


def _ask() -> Message:
    return _("Hãy nhờ cán bộ được duyệt đặt quyền ở Cài đặt, “Cán bộ và quyền”.")
