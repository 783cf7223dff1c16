"""Tells of laptops whose right to write has ended: to whoever still works on one, and where its files arrive.

A laptop that was replaced and comes back knows nothing of that: what is written on it goes on, counts nowhere and
waits at the office for a decision. Nothing of it is lost, if both sides are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.device_names import device_called
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import Store


class _End(NamedTuple):
    """The withdrawal by which a device lost a unit."""

    uid: str
    unit: str


def told_of_own_end(store: Store) -> Sequence[Message]:
    """Tell that this laptop writes no more for its unit, what became of what was written, and what to do."""
    device, home = store.device_key, store.unit.uid
    ended = _end_of(store, device, store.holdings.home_units)
    if ended is None or store.authority.standing_now(device, home) is Standing.OWN:
        return ()
    unit, others = store.title(home), _written_by(store, home)
    if is_maker(ended.uid, device):
        return (_("Máy này đã bàn giao việc ghi sổ của {unit} nên chỉ còn xem.", unit=unit), *others)
    return (
        _("Máy này đã thôi quyền ghi sổ cho {unit} nên chỉ còn xem, không ghi tiếp được.", unit=unit),
        *others,
        *_what_to_do(store, _asked(store, ended)),
    )


def told_of_ended_sender(store: Store, device: str, name: str) -> Sequence[Message]:
    """Tell that what came is of a laptop whose right was ended by others, as when a new one took its place."""
    ended = None if store.holdings.units_of(device) else _end_of(store, device)
    # Who gave its keys or its office up itself knows of it, and hands on what is left.
    if ended is None or is_maker(ended.uid, device):
        return ()
    return (
        _(
            "Tệp này của {device}, máy đã thôi quyền ghi sổ cho {unit}.",
            device=device_called(name, quoted=True),
            unit=store.title(ended.unit),
        ),
        *_written_by(store, ended.unit),
        _(
            "Những gì máy ấy ghi sau khi thôi quyền không mất: để riêng ở “Cần đối chiếu”, phần nào cần thì bấm “Nhận"
            " vào sổ”. Hãy báo người dùng máy ấy ngừng ghi, làm tiếp ở máy thay; muốn máy ấy ghi tiếp thì ghép nối lại"
            " bằng thẻ.",
        ),
    )


def _end_of(store: Store, device: str, units: Collection[str] | None = None) -> _End | None:
    """Return what ended a device's right, at these units or any: the word of others before its own."""
    found = [
        _End(one.uid, one.text("unit"))
        for one in store.find("withdrawal", of=device)
        if units is None or one.text("unit") in units
    ]
    return min(found, key=lambda one: (is_maker(one.uid, device), one.uid), default=None)


def _written_by(store: Store, unit: str) -> Iterator[Message]:
    """Name the laptops that write for a unit now, as they were called when they got that right."""
    holders = [device for device in store.authority.holders_now(unit) if device != store.device_key]
    names = [grants[-1].text("name") for device in holders if (grants := store.find("grant", device=device))]
    if names:
        yield _(
            "Nay ghi sổ cho nơi ấy: {devices}.", devices=enumerated([device_called(one, quoted=True) for one in names])
        )


def _asked(store: Store, ended: _End) -> Message:
    """Name whose laptop ended the right: who works there is asked."""
    peer = next((one for one in store.peers.all() if is_maker(ended.uid, one.device)), None)
    if peer is None:
        return _("nơi giữ sổ cấp trên")
    return Message("{unit}", values=(("unit", peer.unit_name),))


def _what_to_do(store: Store, asked: Message) -> Iterator[Message]:
    own = {one.uid for one in store.undecided() if one.device == store.device_key}
    yield _("Không mất gì: sổ vẫn ở máy này để xem, in.")
    if own:
        yield ngettext(
            "Còn {n} hồ sơ ghi ở đây sau khi thôi quyền, để riêng ở “Cần đối chiếu”.",
            "Còn {n} hồ sơ ghi ở đây sau khi thôi quyền, để riêng ở “Cần đối chiếu”.",
            len(own),
        )
    yield _(
        "Để giao phần đã ghi: vào Gửi, nhận, ghi tệp gửi {asked} (lệnh: danvan export); nơi ấy xem rồi nhận vào sổ.",
        asked=asked,
    )
    yield _("Muốn ghi tiếp ở máy này, hoặc thấy nhầm: hỏi {asked}, xin ghép nối lại bằng thẻ của máy.", asked=asked)
