"""Rounds told in words: every file of a stick in one line, then what a person should know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.import_json import import_json
from danvan_desktop.cli.language import spoken
from danvan_desktop.cli.options import print_json, print_lines
from danvan_desktop.domain.device_names import device_of_unit
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    FileOutcome,
    ImportResult,
    Outgoing,
    Received,
    missing_bundles,
    oddities,
    told_of_missing,
    with_likely_pairs,
)


def tell_round_in(
    ctx: click.Context, store: Store, received: Sequence[Received], *, dry_run: bool, as_json: bool
) -> None:
    """Tell what became of each file; exit status 1 when one could not be taken in."""
    failed = [one for one in received if one.outcome is FileOutcome.FAILED]
    if as_json:
        print_json({"dry_run": dry_run, "files": [received_json(store, one) for one in received]})
    else:
        print_lines([*_in_words(received, dry_run=dry_run), *oddities(received), *([] if dry_run else _missing(store))])
    if failed:
        fail(ctx, spoken()(_("{n} tệp không nhập được; các tệp khác không bị ảnh hưởng.", n=len(failed))))


def _in_words(received: Sequence[Received], *, dry_run: bool) -> list[Message]:
    if not received:
        return [_("Không thấy tệp .danvan nào ở đó.")]
    lines = [_("{name}: {told}", name=one.path.name, told=one.told) for one in received]
    taken = sum(one.outcome is FileOutcome.TAKEN for one in received)
    sums = _("Xem trước, chưa ghi gì: {n} trên {all} tệp có cái mới.", n=taken, all=len(received))
    return [*lines, sums if dry_run else _("Đã nhập {n} trên {all} tệp.", n=taken, all=len(received))]


def _missing(store: Store) -> list[Message]:
    return [told_of_missing(one) for one in missing_bundles(store)]


def received_json(store: Store, one: Received) -> dict[str, Any]:
    """Return what became of one file, for programs."""
    result = with_likely_pairs(store, one.result) if one.result is not None else None
    return {
        "file": str(one.path),
        "outcome": one.outcome.value,
        "told": spoken()(one.told),
        "result": import_json(result) if isinstance(result, ImportResult) else None,
    }


def tell_round_out(ctx: click.Context, round_: Sequence[Outgoing], *, dry_run: bool, as_json: bool) -> None:
    """Tell what goes, or went, to whom; exit status 1 when something could not be written for somebody."""
    faults = [one for one in round_ if one.fault is not None]
    if as_json:
        print_json({"dry_run": dry_run, "to": [_outgoing_json(one) for one in round_]})
    else:
        print_lines(_out_in_words(round_, dry_run=dry_run))
    if faults:
        fail(ctx, spoken()(_("{n} nơi chưa gửi được; các nơi khác không bị ảnh hưởng.", n=len(faults))))


def _out_in_words(round_: Sequence[Outgoing], *, dry_run: bool) -> list[Message]:
    if not round_:
        return [_("Chưa ghép nối máy nào nên không có nơi nhận.")]
    lines = [_("{device}: {told}", device=device_of_unit(one.peer.unit_name, one.peer.name), told=_told(one))
             for one in round_]  # fmt: skip
    count = sum(one.is_new and one.fault is None for one in round_)
    if dry_run:
        return [*lines, ngettext("Xem trước: sẽ gửi {n} nơi.", "Xem trước: sẽ gửi {n} nơi.", count)]
    return [*lines, ngettext("Đã ghi tệp cho {n} nơi, kèm giấy báo nhận.", "Đã ghi tệp cho {n} nơi, kèm giấy báo nhận.",
                             count)]  # fmt: skip


def _told(one: Outgoing) -> Message:
    if one.fault is not None:
        return one.fault
    if one.result is not None:
        names = ", ".join(file.path.name for file in one.result.files)
        return _("{n} thay đổi, tệp {names}", n=one.result.changes, names=names)
    if one.size is None or not one.is_new:
        return _("không có gì mới")
    if not one.size.carried:
        return _("chỉ giấy báo nhận")
    return ngettext("{n} thay đổi mới", "{n} thay đổi mới", one.size.carried)


def _outgoing_json(one: Outgoing) -> dict[str, Any]:
    return {
        "device": one.peer.device,
        "name": one.peer.name,
        "unit": one.peer.unit_name,
        "is_new": one.is_new,
        "changes": one.size.carried if one.size is not None else 0,
        "owes_receipt": one.owes_receipt,
        "files": [str(file.path) for file in one.result.files] if one.result is not None else [],
        "fault": spoken()(one.fault) if one.fault is not None else None,
    }
