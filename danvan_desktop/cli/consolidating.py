"""``danvan consolidate``: the content of many units in one PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.bundle_passphrase import bundle_passphrase_option, read_passphrase
from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options
from danvan_desktop.cli.rounds import received_json
from danvan_desktop.cli.usage import FilePath, whole_number
from danvan_desktop.localization import Translator, _
from danvan_desktop.sync import FileOutcome, waiting_files

if TYPE_CHECKING:
    from danvan_desktop.province.consolidating import Consolidated


@command(
    "consolidate",
    told=_("Tổng hợp tệp .danvan của nhiều đơn vị vào cơ sở dữ liệu PostgreSQL của cấp trên."),
)
@click.argument("files", type=FilePath(), nargs=-1, required=True)
@option(
    "--into",
    "url",
    required=True,
    told=_("Địa chỉ postgresql://…; mật khẩu nên để trong tệp .pgpass, không ghi ở đây."),
)
@bundle_passphrase_option
@option(
    "--allow-deletions",
    type=whole_number(0),
    default=0,
    told=_("Cho phép tệp xóa tới chừng này hồ sơ mà không hỏi lại."),
)
@option(
    "--verify",
    is_flag=True,
    told=_("Ghi xong thì so từng hồ sơ trong cơ sở dữ liệu với tệp dữ liệu này và nêu hồ sơ khác."),
)
@option("--yes", is_flag=True, told=_("Đồng ý nhận của máy gửi chưa ghép nối, không hỏi lại."))
@store_options
@json_option
@click.pass_context
def consolidate_command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    url: str,
    bundle_passphrase_file: Path | None,
    allow_deletions: int,
    verify: bool,
    yes: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Take files into the store, then bring the database to where the store stands; the same command goes on.

    As JSON ``{files, entries, records, digest, publication, differing}``. Exit status 1 when a file could not be taken
    in, the others are; and when ``--verify`` found records that stand otherwise in the database.
    """
    from danvan_desktop.province.comparing import told_of
    from danvan_desktop.province.consolidating import consolidate

    say, passphrase = spoken(), read_passphrase(bundle_passphrase_file)
    with opened(store, passphrase_file) as open_store:
        done = consolidate(
            open_store,
            waiting_files(files),
            url,
            passphrase=passphrase,
            accept_senders=yes,
            deletions=allow_deletions,
            verify=verify,
        )
        received = [received_json(open_store, one) for one in done.received] if as_json else []
    if as_json:
        print_json({"files": received, **_json(done)})
    else:
        _tell(done, say)
    if done.differing:
        told = _(
            "Cơ sở dữ liệu khác tệp dữ liệu này: {differing}. Hãy chạy lại lệnh: mọi hồ sơ sẽ được ghi lại.",
            differing=told_of(iter(done.differing)),
        )
        fail(ctx, say(told))
    failed = sum(one.outcome is FileOutcome.FAILED for one in done.received)
    if failed:
        fail(ctx, say(_("{n} tệp không nhập được; các tệp khác không bị ảnh hưởng.", n=failed)))


def _json(done: Consolidated) -> dict[str, object]:
    published = done.published
    return {
        "entries": published.entries,
        "records": published.records,
        "digest": published.digest,
        "publication": published.number,
        "differing": [{"kind": one.kind, "uid": one.uid, "fault": one.fault.value} for one in done.differing],
    }


def _tell(done: Consolidated, say: Translator) -> None:
    published = done.published
    for one in done.received:
        click.echo(say(_("{name}: {told}", name=one.path.name, told=one.told)))
    told = _("Đã ghi vào cơ sở dữ liệu: {n} thay đổi, {records} hồ sơ. Mã kiểm tra {digest}.",
             n=published.entries, records=published.records, digest=published.digest)  # fmt: skip
    click.echo(say(told))
