"""Tells before a unit moves what will happen, to whom, and which file has to go where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync.levels import Levels
from danvan_desktop.sync.moving import Move, Offer, Side, Way
from danvan_desktop.sync.peers import addressees


def move_in_words(moved: Move) -> Message:
    """Say which unit goes where and from when."""
    return _(
        "{unit} chuyển từ {former} về {under}, tính từ ngày {day}.",
        unit=moved.unit.text("name"),
        former=_former(moved),
        under=moved.under.text("name"),
        day=dt.date.fromisoformat(moved.day) if moved.day else _("chưa ghi"),
    )


def told_before_move(store: Store, planned: Move) -> tuple[Message, ...]:
    """Tell what a move will do, before it does."""
    return (move_in_words(planned), *_what_follows(planned), _old_periods(planned), _files(store))


def told_before_accepting(store: Store, offered: Move) -> tuple[Message, ...]:
    """Tell what taking an offered unit will do, before it does."""
    told = {"unit": offered.unit.text("name"), "former": _former(offered), "under": offered.under.text("name")}
    return (
        move_in_words(offered),
        _("Nhận rồi thì {under} ghi sổ cho {unit}; {former} thôi ghi khi nhập tệp báo việc này.", **told),
        _(
            "Sổ cũ của {unit} đến cùng tệp kế tiếp của cấp trên và của máy {unit}, không phải xin. Phần nội bộ của"
            " {former} ở lại {former}.",
            **told,
        ),
        _old_periods(offered),
        _files(store),
        _("Nhận nhầm thì chuyển {unit} về {former} lần nữa.", **told),
    )


def told_after(store: Store) -> Message:
    """Tell what is left to do."""
    return _files(store)


def offer_in_words(offer: Offer) -> Message:
    """Ask, or tell what a move waits for."""
    said = offer.move
    told = {"unit": said.unit.text("name"), "former": _former(said), "under": said.under.text("name")}
    if offer.side is Side.TO_US:
        return _("{unit} ({former}) được chuyển về {under}: nhận?", **told)
    return _("{unit} đang chờ {under} nhận.", **told)


def _what_follows(planned: Move) -> Iterator[Message]:
    told = {"unit": planned.unit.text("name"), "former": _former(planned), "under": planned.under.text("name")}
    if planned.way is Way.AT_ONCE:
        yield _("Có hiệu lực ngay: {under} ghi sổ cho {unit}; {former} thôi ghi khi nhập tệp báo việc này.", **told)
        yield _("Chuyển nhầm thì chuyển {unit} về {former} lần nữa.", **told)
        return
    yield _("{under} còn phải bấm nhận ở mục “Cần đối chiếu”. Đến lúc ấy {former} vẫn ghi sổ cho {unit}.", **told)
    yield _("Chuyển nhầm thì rút lại được, chừng nào {under} chưa nhận.", **told)


def _old_periods(planned: Move) -> Message:
    return _(
        "Báo cáo của kỳ trước ngày ấy vẫn tính {unit} ở {former}.",
        unit=planned.unit.text("name"),
        former=_former(planned),
    )


def _files(store: Store) -> Message:
    """Name those to whom the next files have to go."""
    levels = Levels(store)
    names = dict.fromkeys(peer.name for peer in addressees(store) if levels.is_related(peer))
    if not names:
        return _("Chưa ghép nối máy nào nên chưa nơi nào biết: hãy ghép nối với cấp trên, rồi ghi tệp gửi đi.")
    return _("Sau đó ghi tệp (trang Gửi, nhận, nút “Ghi ra USB”) và đưa tới: {names}.", names=", ".join(names))


def _former(said: Move) -> str | Message:
    return said.former.text("name") if said.former is not None else _("nơi cũ")
