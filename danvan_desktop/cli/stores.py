"""``danvan init, check, digest, backup, restore, rescue``: the store as a whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.errors import fail, with_ways_out
from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, kind_named, mended, opened, print_json, store_options, store_path
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.unlocking import new_passphrase, require_approver, unlocked, unlocked_by
from danvan_desktop.cli.usage import FilePath, WrongUsage
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store, StoreError, restore_backup
from danvan_desktop.store.attachment_pool import missing_files
from danvan_desktop.store.backup_difference import KindDifference, difference
from danvan_desktop.store.check import DamagedPart
from danvan_desktop.store.errors import TooManyTries, WrongPassphrase, damaged_beyond_the_log
from danvan_desktop.store.foreign_keys import told_of_other_keys
from danvan_desktop.store.locked import have_same_key, is_locked
from danvan_desktop.store.rescue import rescue, told_of_rescue
from danvan_desktop.store.salvage import harm_of

if TYPE_CHECKING:
    from danvan_desktop.store.vault import NewVault

_LEVELS = ("commune", "village", "hamlet", "residential_group", "district", "province", "agency", "organisation")


@command("init", told=_("Tạo tệp dữ liệu cho một đơn vị."))
@option("--unit-name", required=True, told=_("Tên đơn vị, ví dụ: Xã Đông Sơn."))
@option("--unit-code", required=True, told=_("Mã đơn vị."))
@click.option("--level", type=click.Choice(_LEVELS), default="commune", show_default=True)
@option("--plain", is_flag=True, told=_("Không mã hóa tệp dữ liệu."))
@store_options
@json_option
def init_command(
    unit_name: str,
    unit_code: str,
    level: str,
    plain: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Make a store; prints the uid of its unit, as JSON ``{store, unit}``."""
    path, vault = store_path(store), _vault(plain, passphrase_file, [unit_name, unit_code])
    key, key_file = (None, None) if vault is None else (vault.key, vault.key_file)
    with Store.create(path, unit_name=unit_name, unit_code=unit_code, level=level, key=key, key_file=key_file) as made:
        if as_json:
            print_json({"store": str(path), "unit": made.unit.uid})
        else:
            click.echo(made.unit.uid)


def _vault(plain: bool, passphrase_file: Path | None, known: Sequence[str]) -> NewVault | None:
    """Return the keys of a new store by its new passphrase, ``None`` for a plain one; raises StoreError."""
    if plain and passphrase_file is not None:
        raise WrongUsage(spoken()(_("Ghi --plain hoặc --passphrase-file, không ghi cả hai.")))
    if plain:
        return None
    if passphrase_file is None and not sys.stdin.isatty():
        raise StoreError(
            _("Tệp dữ liệu mới được mã hóa: hãy thêm --passphrase-file TỆP, hoặc --plain để tạo tệp không mã hóa.")
        )
    from danvan_desktop.store.vault import new_vault  # loads a library that plain stores do without

    return new_vault(new_passphrase(passphrase_file, known))


@command("check", told=_("Kiểm tra tệp dữ liệu: dựng lại các bảng từ nhật ký và so sánh."))
@option("--repair", is_flag=True, told=_("Ghi lại các bảng theo nhật ký."))
@store_options
@json_option
@click.pass_context
def check_command(
    ctx: click.Context, /, repair: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Check everything; exit status 1 when something is wrong. As JSON ``{ok, repaired, problems}``."""
    say = spoken()
    if repair:
        path = store_path(store)
        key = unlocked(path, passphrase_file)
        if any(one.harm is DamagedPart.FILE for one in harm_of(path, key)):
            click.echo(say(mended(path, key)), err=True)
    with opened(store, passphrase_file, mend=False) as open_store:
        report = open_store.check(repair)
    problems = [say(problem) for problem in report.problems]
    if report.loss:
        problems = [say(with_ways_out(damaged_beyond_the_log(report.loss[0].message).message))]
    if as_json:
        print_json({"ok": report.ok, "repaired": report.repaired, "problems": problems})
        ctx.exit(0 if report.ok else 1)
    if problems:
        fail(ctx, "; ".join(problems))
    click.echo(say(_("Tệp dữ liệu nguyên vẹn.")))


@command("digest", told=_("In mã SHA-256 của toàn bộ nội dung: hai tệp dữ liệu cùng mã là cùng nội dung."))
@option("--kind", told=_("Chỉ tính một loại hồ sơ."))
@store_options
@json_option
def digest_command(kind: str | None, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the digest, as JSON ``{digest}``."""
    wanted = None if kind is None else kind_named(kind).name
    with opened(store, passphrase_file) as open_store:
        digest = open_store.digest(wanted)
    if as_json:
        print_json({"digest": digest})
    else:
        click.echo(digest)


@command("backup", told=_("Sao lưu toàn bộ tệp dữ liệu, kể cả tệp đính kèm."))
@option("--out", type=FilePath(), told=_("Tệp sẽ tạo."))
@option("--renew", is_flag=True, told=_("Thay các bản sao lưu bên cạnh bằng một bản mới."))
@store_options
@json_option
def backup_command(
    out: Path | None, renew: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Write a verified copy; prints its path. With ``--renew`` it takes the place of those beside the store."""
    if (out is None) == (not renew):
        raise WrongUsage(spoken()(_("Ghi --out hoặc --renew, một trong hai.")))
    with opened(store, passphrase_file) as open_store:
        if out is None:
            out = open_store.renew_copies()
        else:
            open_store.backup(out)
        less = open_store.copy_keeper.let_go_beside
    _tell_aside([] if less is None else [less])
    if as_json:
        print_json({"backup": str(out)})
    else:
        click.echo(str(out))


@command("restore", told=_("Khôi phục tệp dữ liệu từ một bản sao lưu; tệp hiện tại được giữ lại bên cạnh."))
@click.argument("file", type=FilePath())
@option("--dry-run", is_flag=True, told=_("Chỉ cho xem sẽ mất gì, có lại gì."))
@store_options
@json_option
def restore_command(file: Path, dry_run: bool, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Put a backup in the store's place; prints where the former store is kept, as JSON ``{store, former}``.

    With ``--dry-run`` prints what would be lost, gained and as it was formerly, as JSON a list of
    ``{kind, lost, gained, former}``.
    """
    path = store_path(store)
    key, officer = unlocked_by(file if is_locked(file) else path, passphrase_file)
    if dry_run:
        _tell_difference(difference(path, file, key), as_json)
        _tell_aside(told_of_other_keys(path, file, key))
        return
    require_approver(path, *_key_of_present(path, file, passphrase_file, key, officer))
    restored = restore_backup(file, path, key)
    _tell_aside([*([missing_files(restored.missing)] if restored.missing else []), *restored.odd])
    if as_json:
        print_json({"store": str(path), "former": str(restored.former) if restored.former else None})
    else:
        click.echo(str(restored.former or path))


def _key_of_present(
    path: Path, backup: Path, passphrase_file: Path | None, key: bytes | None, officer: str
) -> tuple[bytes | None, str]:
    """Return the key and the officer by whose rights a store is replaced: never those of a backup with another key.

    Raises WrongPassphrase where the store can be opened, but not by this passphrase.
    """
    if not is_locked(path):
        return None, ""
    if is_locked(backup) and not have_same_key(path, backup):
        try:
            return unlocked_by(path, passphrase_file)
        except (WrongPassphrase, TooManyTries):
            raise
        except StoreError:
            pass  # its key file is damaged: it cannot be opened by anybody
    return key, officer


def _tell_aside(told: Iterable[Message]) -> None:
    for message in told:
        click.echo(spoken()(message), err=True)


def _tell_difference(found: Sequence[KindDifference], as_json: bool) -> None:
    if as_json:
        print_json([{"kind": o.kind.name, "lost": o.lost, "gained": o.gained, "former": o.former} for o in found])
        return
    say = spoken()
    heads = [say(words) for words in (_("Loại"), _("Sẽ mất"), _("Sẽ có lại"), _("Trở về nội dung cũ"))]
    if found:
        print_table(heads, [[say(o.kind.plural), str(o.lost), str(o.gained), str(o.former)] for o in found])
    else:
        click.echo(say(_("Bản này giống hệt dữ liệu đang dùng: khôi phục không đổi gì.")))


@command("rescue", told=_("Cứu phần còn đọc được của một tệp dữ liệu bị hỏng ra tệp mới; tệp hỏng giữ nguyên."))
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ tạo."))
@store_options
@json_option
def rescue_command(out: Path, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Write what can be read into a new store and say what could not be.

    As JSON ``{store, kept, rewritten, lost, losses}``.
    """
    path = store_path(store)
    say, result = spoken(), rescue(path, out, key=unlocked(path, passphrase_file))
    losses = [say(loss) for loss in result.losses]
    if as_json:
        print_json(
            {
                "store": str(out),
                "kept": result.kept,
                "rewritten": result.rewritten,
                "lost": result.lost,
                "losses": losses,
            }
        )
        return
    click.echo(say(told_of_rescue(result)))
    for loss in losses:
        click.echo(f"- {loss}")
