"""What the page of exchange says of a round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from danvan_desktop.localization import Message, Translator, _, enumerated, ngettext
from danvan_desktop.sync import FileOutcome, Outgoing, Received, changes_of, oddities
from danvan_desktop.ui.sync.round_reading import RoundState
from danvan_desktop.ui.sync.sizes import size_text


def waiting_told(state: RoundState, *, has_places: bool) -> tuple[Message, Message]:
    """Say how many files wait and what they bring."""
    waiting = state.waiting
    if not waiting:
        return _("Không có tệp nào chờ nhận"), _nothing_waits(state, has_places=has_places)
    detail = _(
        "{units} nơi gửi, {n} thay đổi mới",
        units=len({one.device for one in waiting}),
        n=changes_of(waiting),
    )
    odd = _odd(state)
    told = _("{what} · {odd}", what=detail, odd=odd) if odd is not None else detail
    return ngettext("Chờ nhận {n} tệp", "Chờ nhận {n} tệp", len(waiting)), told


def _nothing_waits(state: RoundState, *, has_places: bool) -> Message:
    if not has_places:
        return _("Cắm USB vào, tệp đang chờ tự hiện ra ở đây.")
    odd = _odd(state)
    if odd is not None:
        return odd
    if not state.incoming:
        return _("Trên USB không có tệp .danvan nào.")
    n = len(state.incoming)
    return ngettext(
        "Trên USB có {n} tệp, không tệp nào có cái mới cho máy này.",
        "Trên USB có {n} tệp, không tệp nào có cái mới cho máy này.",
        n,
    )


def _odd(state: RoundState) -> Message | None:
    """Tell what is unusual about the files that lie there."""
    strangers = sum(one.outcome is FileOutcome.WAITS for one in state.incoming)
    bad = sum(one.outcome in (FileOutcome.FAILED, FileOutcome.LOCKED) for one in state.incoming)
    cards = sum(one.outcome is FileOutcome.CARD for one in state.incoming)
    told = []
    if strangers:
        told.append(ngettext("{n} tệp của máy chưa ghép nối", "{n} tệp của máy chưa ghép nối", strangers))
    if bad:
        told.append(ngettext("{n} tệp không mở được", "{n} tệp không mở được", bad))
    if cards:
        told.append(ngettext("{n} thẻ máy", "{n} thẻ máy", cards))
    return enumerated(told) if told else None


def going_told(state: RoundState, say: Translator, place: str = "") -> tuple[Message, Message]:
    """Say to how many something goes and how much it is, or what was written where and when (``place``)."""
    going, written = state.going, state.written
    if going:
        told = _going_size(going, say)
        if written:
            told = _("{what} · {n} nơi khác đã ghi, chờ báo nhận", what=told, n=len(written))
        return ngettext("Cần gửi cho {n} nơi", "Cần gửi cho {n} nơi", len(going)), told
    if written:
        return ngettext("Đã ghi tệp cho {n} nơi", "Đã ghi tệp cho {n} nơi", len(written)), _written_where(
            written, place
        )
    told = _("Mọi nơi đã báo nhận đủ.") if state.outgoing else _("Chưa ghép nối máy nào: bấm “Các máy…”.")
    return _("Không có gì mới để gửi"), told


def _going_size(going: Sequence[Outgoing], say: Translator) -> Message:
    sizes = [one.size for one in going if one.size is not None]
    return ngettext(
        "{n} tệp, khoảng {size}, kèm giấy báo nhận",
        "{n} tệp, khoảng {size}, kèm giấy báo nhận",
        sum(size.files for size in sizes),
        size=size_text(sum(size.room for size in sizes), say),
    )


def _written_where(written: Sequence[Outgoing], place: str) -> Message:
    moment = max(one.written_at for one in written if one.written_at is not None)
    if not place:
        return _(
            "Ghi lúc {moment}, từ đó chưa có gì mới. Chờ các nơi ấy báo đã nhận; mất tệp thì ghi lại.", moment=moment
        )
    return _(
        "Vào {place} lúc {moment}, từ đó chưa có gì mới. Chờ các nơi ấy báo đã nhận; mất tệp thì ghi lại.",
        place=place,
        moment=moment,
    )


def place_told(name: str, path: Path, free: str) -> Message:
    """Say which stick is seen."""
    return _("Đã thấy {name} ({path}), còn trống {free}.", name=name, path=str(path), free=free)


def left_of(received: Sequence[Received]) -> Sequence[Received]:
    """Return the files that a person must look at."""
    return [one for one in received if one.outcome in (FileOutcome.FAILED, FileOutcome.WAITS, FileOutcome.LOCKED)]


def received_told(received: Sequence[Received]) -> Sequence[Message]:
    """Say what was taken in, and what was not."""
    taken, known = (sum(one.outcome is of for one in received) for of in (FileOutcome.TAKEN, FileOutcome.KNOWN))
    left = len(left_of(received))
    told = [ngettext("Đã nhận {n} tệp.", "Đã nhận {n} tệp.", taken), *oddities(received)]
    if known:
        told.insert(
            1,
            ngettext(
                "{n} tệp không có gì mới: nội dung đã nằm trong tệp khác.",
                "{n} tệp không có gì mới: nội dung đã nằm trong tệp khác.",
                known,
            ),
        )
    if left:
        told.append(
            ngettext(
                "{n} tệp chưa nhận được, bấm Xem để xem vì sao.",
                "{n} tệp chưa nhận được, bấm Xem để xem vì sao.",
                left,
            )
        )
    return told


def written_told(written: Sequence[Outgoing], *, to_stick: bool) -> Sequence[Message]:
    """Say for how many files were written, and for whom not; a folder of this machine is not pulled out."""
    done, faults = sum(one.result is not None for one in written), sum(one.fault is not None for one in written)
    told = [
        ngettext(
            "Đã ghi và kiểm tra lại tệp cho {n} nơi. Hãy tháo USB bằng lệnh của máy rồi mới rút.",
            "Đã ghi và kiểm tra lại tệp cho {n} nơi. Hãy tháo USB bằng lệnh của máy rồi mới rút.",
            done,
        )
        if to_stick
        else ngettext("Đã ghi và kiểm tra lại tệp cho {n} nơi.", "Đã ghi và kiểm tra lại tệp cho {n} nơi.", done)
    ]
    if faults:
        told.append(
            ngettext(
                "{n} nơi chưa ghi được, bấm Xem để xem vì sao.",
                "{n} nơi chưa ghi được, bấm Xem để xem vì sao.",
                faults,
            )
        )
    return told
