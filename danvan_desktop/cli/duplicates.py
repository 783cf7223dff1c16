"""``danvan duplicates, merge, unmerge``: what was recorded twice, and what a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import WrongUsage
from danvan_desktop.localization import Message, _
from danvan_desktop.store import LikelyPair, SaveResult, Store, StoreError


@command("duplicates", told=_("Liệt kê các hồ sơ có thể bị ghi trùng, các số bị cấp hai lần."))
@option("--kind", metavar="KIND", told=_("Chỉ tìm trong một loại hồ sơ."))
@option(
    "--not-same",
    nargs=2,
    metavar="UID UID",
    told=_("Ghi nhớ hai hồ sơ này không phải là một, không hỏi lại."),
)
@option("--renumber", metavar="UID", told=_("Cấp số mới cho hồ sơ bị trùng số."))
@store_options
@json_option
def duplicates_command(
    kind: str | None,
    not_same: tuple[str, str] | None,
    renumber: str | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Print the likely pairs, as JSON ``{kind, uids, titles, why, number, late}``; the first uid is the one to keep."""
    if sum(given is not None for given in (kind, not_same, renumber)) > 1:
        raise WrongUsage(spoken()(_("Ghi một trong ba: --kind, --not-same, --renumber.")))
    with opened(store, passphrase_file) as open_store:
        if not_same is not None:
            _tell(open_store.tell_apart(*not_same), "distinct", not_same, as_json)
        elif renumber is not None:
            _renumber(open_store, renumber, as_json)
        else:
            _list(open_store, kind, as_json)


@command("merge", told=_("Gộp hai hồ sơ trùng làm một, hiện bản thứ nhất."))
@click.argument("uid")
@click.argument("other")
@store_options
@json_option
def merge_command(uid: str, other: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Let ``other`` be one with ``uid``, which alone is shown; says what happened."""
    with opened(store, passphrase_file) as open_store:
        result = open_store.join(other, uid)
        shown = open_store.shown_as(other)
        title = open_store.title(shown)
        told = _("Đã gộp vào “{title}” ({uid}); cả hai bản vẫn còn trong lịch sử.", title=title, uid=shown)
    _tell(result, "merged", (shown, other), as_json, told)


@command("unmerge", told=_("Tách một hồ sơ khỏi những bản đã gộp với nó."))
@click.argument("uid")
@store_options
@json_option
def unmerge_command(uid: str, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Part a record from those that it is one with; says what happened."""
    with opened(store, passphrase_file) as open_store:
        result = open_store.part(uid)
        told = _("Đã tách “{title}” ({uid}) thành hồ sơ riêng.", title=open_store.title(uid), uid=uid)
    _tell(result, "unmerged", (uid,), as_json, told)


def _renumber(store: Store, uid: str, as_json: bool) -> None:
    result = store.renumber(uid)
    told = _("Hồ sơ {uid} nay là “{title}”.", uid=uid, title=store.title(uid))
    _tell(result, "renumbered", (uid,), as_json, told)


def _tell(result: SaveResult, what: str, uids: Sequence[str], as_json: bool, told: Message | None = None) -> None:
    tell_warnings(result.warnings)
    if as_json:
        print_json({what: list(uids)})
    else:
        click.echo(" ".join(uids) if told is None else spoken()(told))


def _list(store: Store, kind: str | None, as_json: bool) -> None:
    if kind is not None and kind not in store.kinds:
        raise StoreError(_("Không có loại hồ sơ “{kind}”.", kind=kind))
    pairs = store.duplicates(kind)
    titles = store.titles(uid for pair in pairs for uid in (pair.first, pair.second))
    if as_json:
        print_json([_json(pair, titles[pair.first], titles[pair.second]) for pair in pairs])
        return
    say = spoken()
    rows = [
        [
            say(store.kinds[pair.kind].label),
            f"{pair.first} {titles[pair.first]}",
            f"{pair.second} {titles[pair.second]}",
            say(pair.told),
        ]
        for pair in pairs
    ]
    heads = (_("Loại"), _("Bản 1"), _("Bản 2"), _("Vì sao"))
    print_table([say(head) for head in heads], rows)


def _json(pair: LikelyPair, first: str, second: str) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "uids": [pair.first, pair.second],
        "titles": [first, second],
        "why": [spoken()(why) for why in pair.why],
        "number": pair.number or None,
        "late": pair.is_late,
    }
