"""``danvan encrypt, decrypt, passphrase, recovery``: who can open the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, print_json, store_options, store_path, tell_lines
from danvan_desktop.cli.unlocking import given_passphrase, new_passphrase, require_approver
from danvan_desktop.cli.usage import FilePath, WrongUsage
from danvan_desktop.localization import _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.conversion import decrypt_store, encrypt_store, still_encrypted, still_plain
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.locked import is_locked, read_keys
from danvan_desktop.store.recovery_words import are_typed_back, asked_places
from danvan_desktop.store.vault import Vault, new_sheet_words, new_vault
from danvan_desktop.store.version import check_file

_LARGEST_WORDS = 64 * 1024
_TRIES = 3
"""How often the words of a sheet may be typed back."""


@command("encrypt", told=_("Mã hóa tệp dữ liệu và các bản sao lưu bên cạnh bằng một mật khẩu mới."))
@store_options
@json_option
def encrypt_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Encrypt; as JSON ``{encrypted, plain_copies}``, the copies that stayed as they were. Can be called again."""
    path = store_path(store)
    check_file(path)
    if is_locked(path):
        key = _unlocked(path, passphrase_file)
        left = encrypt_store(path, key, read_keys(path))
    else:
        require_approver(path, None, "")
        vault = new_vault(new_passphrase(passphrase_file))
        left = encrypt_store(path, vault.key, vault.key_file)
    if as_json:
        print_json({"encrypted": True, "plain_copies": [str(copy) for copy in left]})
        return
    click.echo(spoken()(_("Tệp dữ liệu đã được mã hóa. Hãy in phiếu khôi phục: danvan recovery --out TỆP.pdf")))
    tell_lines(*still_plain(left))


def _unlocked(path: Path, passphrase_file: Path | None) -> bytes:
    """Return the key of an encrypted store; raises StoreError for a plain one, WrongPassphrase, NotAllowed."""
    key, officer = Vault(path).unlock_by(given_passphrase(passphrase_file, _("Mật khẩu của tệp dữ liệu")))
    require_approver(path, key, officer)
    return key


@command("decrypt", told=_("Bỏ mã hóa tệp dữ liệu và các bản sao lưu bên cạnh."))
@store_options
@json_option
def decrypt_command(as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Make it plain; as JSON ``{encrypted, locked_copies}``, the copies that stayed as they were."""
    path = store_path(store)
    check_file(path)
    left = decrypt_store(path, _unlocked(path, passphrase_file))
    if as_json:
        print_json({"encrypted": False, "locked_copies": [str(copy) for copy in left]})
        return
    click.echo(spoken()(_("Tệp dữ liệu không còn mã hóa: ai lấy được máy hay ổ đĩa đều đọc được.")))
    tell_lines(*still_encrypted(left))


@command("passphrase", told=_("Đổi, thêm, bỏ mật khẩu mở tệp dữ liệu; dữ liệu không phải mã hóa lại."))
@option("--new-passphrase-file", type=FilePath(), told=_("Tệp chứa mật khẩu mới."))
@option("--add", is_flag=True, told=_("Thêm mật khẩu, như cho một cán bộ nữa."))
@option("--officer", default="", told=_("Với --add: mã hồ sơ của cán bộ có mật khẩu riêng này."))
@option("--remove", is_flag=True, told=_("Bỏ mật khẩu đã đưa; những mật khẩu khác vẫn mở được."))
@option("--words-file", type=FilePath(), told=_("Tệp chứa các từ của phiếu khôi phục, khi quên mật khẩu."))
@store_options
@json_option
def passphrase_command(
    new_passphrase_file: Path | None,
    add: bool,
    officer: str,
    remove: bool,
    words_file: Path | None,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Change by what the store is opened; as JSON ``{passphrases, recovery_sheet}``: how many, whether there is one.

    After the words of the recovery sheet the new passphrase is the only one.
    """
    if add + remove + (words_file is not None) > 1:
        raise WrongUsage(spoken()(_("Ghi một trong --add, --remove, --words-file.")))
    if officer and not add:
        raise WrongUsage(spoken()(_("--officer đi cùng --add.")))
    path = store_path(store)
    check_file(path)
    vault = Vault(path)
    if words_file is not None:
        key = vault.recover(read_input(words_file, _LARGEST_WORDS).decode("utf-8-sig", "replace"))
        vault.keep_only(key, new_passphrase(new_passphrase_file))
    else:
        given = given_passphrase(passphrase_file, _("Mật khẩu của tệp dữ liệu"))
        if officer:
            add_own(vault, given, officer, new_passphrase_file)
        else:
            _change(vault, given, new_passphrase_file, add=add, remove=remove)
    slots = vault.slots()
    if as_json:
        print_json({"passphrases": len(slots.passphrases), "recovery_sheet": slots.has_recovery})
    else:
        told = _(
            "Tệp dữ liệu mở được bằng {n} mật khẩu. Bản sao lưu cũ vẫn mở bằng mật khẩu cũ.", n=len(slots.passphrases)
        )
        click.echo(spoken()(told))


def add_own(vault: Vault, given: str, officer: str, new_file: Path | None) -> None:
    """Give an officer a passphrase of his own; raises NotAllowed for who neither is he nor approves."""
    key, owner = vault.unlock_by(given)
    with Store.open(vault.path, key=key) as store:
        store.let_work(owner)
        store.officers.refuse_passphrase_of(officer)
        known = [store.unit.text("name"), store.title(officer)]
    vault.add(key, new_passphrase(new_file, known), officer)


def _change(vault: Vault, given: str, new_file: Path | None, *, add: bool, remove: bool) -> None:
    """Change a passphrase; raises NotAllowed for one that several know, or are to know, where he does not approve."""
    key, officer = vault.unlock_by(given)
    if add or not officer:
        require_approver(vault.path, key, officer)
    if remove:
        vault.remove(given)
    elif add:
        vault.add(key, new_passphrase(new_file))
    else:
        vault.change(given, new_passphrase(new_file))


@command("recovery", told=_("In phiếu khôi phục mới, dùng khi quên mật khẩu; phiếu trước đó hết tác dụng."))
@option("--out", required=True, type=FilePath(), told=_("Tệp PDF sẽ tạo: in ra, rồi xóa tệp."))
@store_options
@json_option
def recovery_command(out: Path, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print a sheet; it opens the store once two of its words were typed back. As JSON ``{sheet}``."""
    from danvan_desktop.reports.recovery_sheet import print_recovery_sheet

    path = store_path(store)
    check_file(path)
    vault, key = Vault(path), _unlocked(path, passphrase_file)
    words = new_sheet_words()
    with Store.open(path, key=key) as opened:
        print_recovery_sheet(opened.unit.text("name"), opened.today(), words, out)
    try:
        _type_back(words)
        vault.use_sheet(key, " ".join(words))
    except BaseException:
        out.unlink(missing_ok=True)  # it would be kept as if it opened something
        raise
    if as_json:
        print_json({"sheet": str(out)})
    else:
        click.echo(
            spoken()(_("Phiếu khôi phục đã có tác dụng. Hãy in, cất vào tủ khóa, rồi xóa tệp “{path}”.", path=str(out)))
        )


def _type_back(words: Sequence[str]) -> None:
    """Ask for two words of the sheet, again after a slip; raises StoreError when they stay wrong."""
    say, places = spoken(), asked_places()
    for _time in range(_TRIES):
        typed = [
            click.prompt(say(_("Từ thứ {n} trên phiếu", n=place)), err=True, default="", show_default=False)
            for place in places
        ]
        if are_typed_back(words, places, typed):
            return
        click.echo(say(_("Hai từ vừa gõ không đúng như trên phiếu. Hãy xem tờ giấy rồi gõ lại.")), err=True)
    raise StoreError(_("Hai từ gõ lại không đúng như trên phiếu nên phiếu này không có tác dụng: hãy hủy nó, làm lại."))
