"""``danvan raise``: a case of a petition, an entry on the situation or somebody who was received."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from danvan_desktop.cli.options import json_option, opened, store_options, tell_warnings
from danvan_desktop.cli.records import existing, print_uids
from danvan_desktop.domain.case_making import SOURCES, case_of, uid_of_case, usual_nature
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import StoreError

_NATURES = [choice.code for choice in ALL_KINDS["case"].field("nature").choices]


@click.command("raise", help=Translator()(_("Chuyển kiến nghị, tin tình hình, lượt tiếp công dân thành vụ việc, đơn.")))
@click.argument("uid")
@click.option("--nature", type=click.Choice(_NATURES), help=Translator()(_("Loại vụ việc.")))
@store_options
@json_option
def raise_command(
    uid: str, nature: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Save a case that takes over what a record says, with the link to it; prints the uid of the case."""
    with opened(store, passphrase_file) as open_store:
        source = existing(open_store, uid)
        if source.kind not in SOURCES:
            raise StoreError(_("Chỉ chuyển được kiến nghị, tin tình hình, lượt tiếp công dân thành vụ việc."))
        if open_store.get(source.text("case")) is not None:
            raise StoreError(_("Bản ghi này đã lập vụ việc {uid}.", uid=source.text("case")))
        whole = open_store.reveal(source.uid, Purpose.READ)
        case = uid_of_case(source.uid, partial(open_store.get, include_deleted=True), open_store.new_uid)
        drafts = case_of(whole, nature or usual_nature(source), case, open_store)
        result = open_store.save(*drafts)
    tell_warnings(result.warnings)
    print_uids(result.uids[:1], as_json)
