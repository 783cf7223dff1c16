"""``danvan peers move, moves, answer-move``: a unit comes to lie below another authority."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_lines
from danvan_desktop.cli.pairing import ask
from danvan_desktop.cli.tables import print_table
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.localization import _
from danvan_desktop.sync import (
    Move,
    Offer,
    Side,
    accept_move,
    find_offer,
    move,
    move_in_words,
    offers,
    plan_move,
    refuse_move,
    told_after,
    told_before_accepting,
    told_before_move,
)

_NOT_DONE = _("Chưa chuyển gì. Trong kịch bản thì ghi --yes.")


@command("move", told=_("Chuyển một đơn vị về dưới một xã, huyện, tỉnh khác."))
@click.argument("unit")
@option("--under", required=True, told=_("Đơn vị cấp trên mới (mã hồ sơ)."))
@option("--from", "from_day", told=_("Ngày có hiệu lực (mặc định: hôm nay), ví dụ 01/7/2025."))
@option("--yes", is_flag=True, told=_("Không hỏi lại."))
@store_options
@json_option
def move_command(
    unit: str,
    under: str,
    from_day: str | None,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Lead a unit away, or offer it, once a person read what that does; prints its uid, as JSON the move."""
    day: dt.date | None = parse_date(from_day) if from_day else None
    with opened(store, passphrase_file) as open_store:
        planned = plan_move(open_store, unit, under, day)
        if not yes:
            tell_lines(*told_before_move(open_store, planned))
            ask(_("Chuyển thật chứ?"), refused=_NOT_DONE)
        move(open_store, planned)
        left = told_after(open_store)
    if as_json:
        print_json(_json(planned, planned.way.value))
        return
    click.echo(planned.unit.uid)
    tell_lines(left)


@command("moves", told=_("Liệt kê các đơn vị đang chờ nhận hoặc chờ nơi khác nhận."))
@store_options
@json_option
def moves_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the moves that wait for an answer, as JSON a list."""
    with opened(store, passphrase_file) as open_store:
        found = offers(open_store)
    if as_json:
        print_json([_json(one.move, one.side.value) for one in found])
        return
    say = spoken()
    heads = (_("Mã hồ sơ"), _("Đơn vị"), _("Chuyển từ"), _("Chuyển về"), _("Việc chờ"))
    print_table([say(head) for head in heads], [_row(one) for one in found])


@command("answer-move", told=_("Nhận một đơn vị được chuyển đến, hoặc để nguyên nơi cũ."))
@click.argument("unit")
@option("--accept/--refuse", "accepts", default=None, told=_("Nhận, hay để nguyên nơi cũ."))
@option("--yes", is_flag=True, told=_("Không hỏi lại."))
@store_options
@json_option
def answer_move_command(
    unit: str, accepts: bool | None, yes: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Take a unit that is offered, or leave it where it lies; prints its uid, as JSON the move."""
    if accepts is None:
        raise click.UsageError(spoken()(_("Hãy ghi --accept (nhận) hoặc --refuse (để nguyên nơi cũ).")))
    with opened(store, passphrase_file) as open_store:
        offered = find_offer(open_store, unit, Side.TO_US if accepts else None).move
        if not yes:
            tell_lines(*(told_before_accepting(open_store, offered) if accepts else (move_in_words(offered),)))
            ask(_("Nhận thật chứ?") if accepts else _("Để nguyên nơi cũ thật chứ?"), refused=_NOT_DONE)
        (accept_move if accepts else refuse_move)(open_store, offered.unit.uid)
        left = told_after(open_store)
    if as_json:
        print_json(_json(offered, "accepted" if accepts else "refused"))
        return
    click.echo(offered.unit.uid)
    tell_lines(left)


def _row(one: Offer) -> list[str]:
    said, waits = one.move, _("máy này nhận") if one.side is Side.TO_US else _("nơi ấy nhận")
    former = said.former.text("name") if said.former is not None else ""
    return [said.unit.uid, said.unit.text("name"), former, said.under.text("name"), spoken()(waits)]


def _json(said: Move, state: str) -> dict[str, Any]:
    former = said.former.uid if said.former is not None else ""
    return {"unit": said.unit.uid, "former": former, "under": said.under.uid, "from": said.day, "state": state}
