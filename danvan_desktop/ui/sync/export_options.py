"""What the officer chose for a bundle, as the exchange takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportResult, ExportSize, export_bundle, measure_export

WITHOUT_PERSONAL = _(
    "Không gửi: các ô riêng ghi tên, địa chỉ, số điện thoại của người dân; nội dung và tệp đính kèm của đơn tố cáo."
    " Vẫn gửi: nội dung khác và tệp đính kèm khác; hãy xem lại nếu trong đó có tên người dân."
)
"""Says exactly what stays: names that somebody typed into other texts go with these."""


def secrets_kept(count: int) -> Message:
    """Say of how many secret records the hidden content stays."""
    return ngettext(
        "Nội dung bí mật (tố cáo) của {n} bản ghi ở lại máy này.",
        "Nội dung bí mật (tố cáo) của {n} bản ghi ở lại máy này.",
        count,
    )


@dataclass(frozen=True)
class Addressing:
    """To whom a bundle goes: device keys of peers, or whoever knows a passphrase, or anybody (``plain``).

    ``own_unit`` says of a bundle to nobody by name that it is for another laptop of this unit.
    """

    to: tuple[str, ...] = ()
    passphrase: str | None = None
    plain: bool = False
    own_unit: bool = False


@dataclass(frozen=True)
class Content:
    """How much of the store goes: only what was not acknowledged, only some kinds, only a period, no personal data.

    ``all_units``: to a level below also what is not its own; ``with_secrets``: to a level above also what is hidden.
    """

    since_ack: bool = False
    kinds: tuple[str, ...] = ()
    period: Period | None = None
    without_personal: bool = False
    all_units: bool = False
    with_secrets: bool = False


def write_bundle(
    store: Store, out: Path, addressing: Addressing, content: Content, progress: Callable[[int, int], None]
) -> ExportResult:
    """Write, read back and verify a bundle; raises SyncError in words."""
    return export_bundle(
        store,
        out,
        to=addressing.to,
        passphrase=addressing.passphrase,
        plain=addressing.plain,
        since_ack=content.since_ack,
        kinds=content.kinds,
        period=content.period,
        without_personal=content.without_personal,
        all_units=content.all_units,
        with_secrets=content.with_secrets,
        own_unit=addressing.own_unit,
        progress=progress,
    )


def measure_bundle(store: Store, addressing: Addressing, content: Content) -> ExportSize:
    """Tell how much a bundle would hold."""
    return measure_export(
        store,
        to=addressing.to,
        passphrase=addressing.passphrase,
        plain=addressing.plain,
        since_ack=content.since_ack,
        kinds=content.kinds,
        period=content.period,
        without_personal=content.without_personal,
        all_units=content.all_units,
        with_secrets=content.with_secrets,
        own_unit=addressing.own_unit,
    )
