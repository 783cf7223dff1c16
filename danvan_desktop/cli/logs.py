"""``danvan logs``: what is here of each device's changes, and what is held back or missing."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import LogCondition, LogState, log_states, missing_bundles, named_missing

_STREAMS = {
    Stream.COMMUNE.value: _("nội bộ đơn vị"),
    Stream.UPWARD.value: _("báo cáo lên trên"),
    Stream.RESTRICTED.value: _("dữ liệu cá nhân"),
    Stream.DEVICE.value: _("chỉ ở máy này"),
}
_CONDITIONS = {
    LogCondition.COMPLETE: _("đủ"),
    LogCondition.HELD_BACK: _("nơi gửi không gửi một phần"),
    LogCondition.MISSING: _("thiếu, đang chờ tệp trước"),
}


@command("logs", told=_("Xem thay đổi của từng máy đã nhận đủ, không được gửi hay còn thiếu."))
@store_options
@json_option
def logs_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the state of every log, then the bundles that are missing, as JSON ``{logs, missing}``."""
    with opened(store, passphrase_file) as open_store:
        states, missing, names = log_states(open_store), missing_bundles(open_store), _device_names(open_store)
    if as_json:
        print_json(
            {
                "logs": [_json(state) for state in states],
                "missing": [
                    {"number": bundle.number, "moment": bundle.moment.isoformat(), "device": bundle.device}
                    for bundle in missing
                ],
            }
        )
        return
    say = spoken()
    rows = [
        [
            names.get(state.device, state.device[:12]) or "–",
            say(_STREAMS[state.stream]) if state.stream in _STREAMS else state.stream,
            str(state.seq),
            say(_CONDITIONS[state.condition]),
        ]
        for state in states
    ]
    heads: tuple[Message, ...] = (_("Máy"), _("Phần dữ liệu"), _("Số thay đổi"), _("Tình trạng"))
    print_table([say(head) for head in heads], rows)
    for bundle in missing:
        click.echo(say(named_missing(bundle)))


def _device_names(store: Store) -> dict[str, str]:
    return {store.device_key: store.device_name, **{peer.device: peer.name for peer in store.peers.all()}}


def _json(state: LogState) -> dict[str, object]:
    return {
        "replica": state.replica,
        "stream": state.stream,
        "device": state.device,
        "seq": state.seq,
        "whole": state.whole,
        "held_to": state.held_to,
        "waiting_from": state.waiting_from,
        "condition": state.condition.value,
    }
