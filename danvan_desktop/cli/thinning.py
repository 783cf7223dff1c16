"""``danvan thin``: frees the content of attached files that were deleted long ago."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.localization import _
from danvan_desktop.store.thinning import LEAST_YEARS, USUAL_YEARS

_MB = 1_000_000


@command("thin", told=_("Giải phóng nội dung tệp đính kèm đã xóa từ lâu."))
@option(
    "--older-than",
    type=whole_number(LEAST_YEARS),
    default=USUAL_YEARS,
    show_default=True,
    told=_("Chỉ các tệp đã xóa quá chừng này năm."),
)
@option("--dry-run", is_flag=True, told=_("Chỉ cho biết giải phóng được bao nhiêu."))
@store_options
@json_option
def thin_command(
    older_than: int, dry_run: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Free it, or tell how much that would be; prints files and size, as JSON ``{files, bytes}``."""
    with opened(store, passphrase_file) as open_store:
        found = open_store.thinning.plan(older_than) if dry_run else open_store.thin(older_than)
    if as_json:
        print_json({"files": found.files, "bytes": found.bytes})
    else:
        size = spoken().number(round(found.bytes / _MB, 1))
        click.echo(spoken()(_("{n} tệp, {size} MB", n=found.files, size=size)))
