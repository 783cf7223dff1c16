"""``danvan raise`` and ``danvan split``: a case or petition of what was noted elsewhere, a part of a letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, store_options, tell_warnings
from danvan_desktop.cli.records import existing, print_uids
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.raising import Made, case_made_of, part_of, petition_made_of
from danvan_desktop.domain.splitting import Part, kinds_of_parts, natures_of_parts
from danvan_desktop.localization import _
from danvan_desktop.store import Store

_NATURES = [choice.code for choice in ALL_KINDS["case"].field("nature").choices]
_PARTS = ("case", "petition", "opinion")
_NATURES_OF_PARTS = [choice.code for kind in _PARTS for choice in natures_of_parts(kind)]


@command(
    "raise",
    told=_("Chuyển kiến nghị, tin tình hình, lượt tiếp công dân thành vụ việc, đơn; đơn, lượt tiếp thành kiến nghị."),
)
@click.argument("uid")
@option("--nature", type=click.Choice(_NATURES), told=_("Loại vụ việc."))
@option("--to", "kind", type=click.Choice(_PARTS[:2]), default="case", told=_("Chuyển thành gì."))
@store_options
@json_option
def raise_command(
    uid: str, nature: str | None, kind: str, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Save a case or petition that takes over what a record says, with the link to it; prints its uid."""
    if kind == "petition" and nature is not None:
        raise click.UsageError(spoken()(_("--nature chỉ dùng khi chuyển thành vụ việc.")))

    def make(known: Store, source: str) -> Made:
        return petition_made_of(known, source) if kind == "petition" else case_made_of(known, source, nature)

    _make(uid, make, as_json, store, passphrase_file)


@command("split", told=_("Tách một phần nội dung đơn, kiến nghị, ý kiến thành hồ sơ riêng."))
@click.argument("uid")
@option("--content", required=True, told=_("Nội dung tách ra."))
@option("--rest", told=_("Nội dung còn lại của hồ sơ gốc; không ghi thì giữ nguyên."))
@option("--to", "kind", type=click.Choice(_PARTS), told=_("Thành gì; không ghi thì cùng loại."))
@option("--nature", type=click.Choice(_NATURES_OF_PARTS), told=_("Loại của phần tách ra."))
@store_options
@json_option
def split_command(
    uid: str,
    content: str,
    rest: str | None,
    kind: str | None,
    nature: str | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Save a part of a letter or an opinion as a record of its own; prints its uid."""

    def make(known: Store, source: str) -> Made:
        record = existing(known, source)
        part = kind or next(iter(kinds_of_parts(record.kind)), record.kind)
        return part_of(known, source, Part(part, nature or _usual_nature(part), content, rest))

    _make(uid, make, as_json, store, passphrase_file)


def _usual_nature(kind: str) -> str:
    """Return the nature of a petition that nobody told of; that of a case has to be told."""
    return "petition" if kind == "petition" else ""


def _make(
    uid: str, make: Callable[[Store, str], Made], as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    with opened(store, passphrase_file) as open_store:
        source = existing(open_store, uid)
        made = make(open_store, source.uid)
        result = open_store.save(*made.drafts)
    tell_warnings(result.warnings)
    print_uids((made.uid,), as_json)
