"""Options that every command takes, and the store that they name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from danvan_desktop.cli.language import option, spoken
from danvan_desktop.cli.progress_line import ProgressLine
from danvan_desktop.cli.unlocking import unlocked_by
from danvan_desktop.cli.usage import FilePath, WrongUsage, whole_number
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _
from danvan_desktop.places import default_store_path
from danvan_desktop.store import ReferredTo, Store, StoreError
from danvan_desktop.store.errors import told_in_words
from danvan_desktop.store.salvage import damage_behind
from danvan_desktop.sync.clocks import clock_warnings
from danvan_desktop.sync.enrolment import enrol_known

_MOST_DAYS = 3_660

Command = TypeVar("Command", bound=Callable[..., Any])


def store_options(command: Command) -> Command:
    """Add ``--store`` and ``--passphrase-file``."""
    command = option("--passphrase-file", type=FilePath(), told=_("Tệp chứa mật khẩu của tệp dữ liệu mã hóa."))(command)
    return option("--store", type=FilePath(), told=_("Tệp dữ liệu."))(command)


def records_options(command: Command) -> Command:
    """Add the options of ``store_options``, and ``--database`` in place of a store."""
    told = _("Đọc cơ sở dữ liệu postgresql://… của cấp trên thay cho tệp dữ liệu; mật khẩu để trong tệp .pgpass.")
    return option("--database", told=told)(store_options(command))


def json_option(command: Command) -> Command:
    """Add ``--json``."""
    return option("--json", "as_json", is_flag=True, told=_("In kết quả cho máy đọc."))(command)


def within_option(days: int, told: Message) -> Callable[[Command], Command]:
    """Add ``--within``: so many days ahead, ``days`` unless given, at the most about ten years."""

    def at_most(_context: click.Context, _option: click.Parameter, value: int) -> int:
        return min(value, _MOST_DAYS)

    return option("--within", type=whole_number(0), default=days, show_default=True, callback=at_most, told=told)


def store_path(store: Path | None) -> Path:
    """Return the store that was named here, before the command, or the default one."""
    before_command = click.get_current_context().find_object(Path)
    return store or before_command or default_store_path()


@contextmanager
def opened(store: Path | None, passphrase_file: Path | None, *, mend: bool = True) -> Iterator[Store]:
    """Open the store for one command; raises StoreError. Unless told not to, a damaged one is made whole from its log.

    A passphrase for a plain store is refused rather than silently ignored.
    """
    path = store_path(store)
    key, owner = unlocked_by(path, passphrase_file)
    try:
        with told_in_words(path), Store.open(path, key=key, tell=ProgressLine()) as opened_store:
            for warning in (*opened_store.notices, *clock_warnings(opened_store)):
                click.echo(spoken()(warning), err=True)
            opened_store.let_work(owner)
            enrol_known(opened_store)
            yield opened_store
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except Exception as error:
        damage = damage_behind(error, path, key)
        if damage is None:
            raise
        if not mend:
            raise damage from error
        raise StoreError(_("{what} Hãy chạy lại lệnh.", what=mended(path, key))) from error


@contextmanager
def opened_to_read(store: Path | None, passphrase_file: Path | None, database: str | None) -> Iterator[Records]:
    """Open what a command only reads: the database of the level above where one is named, else the store."""
    if database is None:
        with opened(store, passphrase_file) as open_store:
            yield open_store
        return
    if store is not None or passphrase_file is not None:
        raise WrongUsage(spoken()(_("--database không dùng cùng --store và --passphrase-file.")))
    from danvan_desktop.province.reading import opened_records

    with opened_records(database) as records:
        yield records


def mended(path: Path, key: bytes | None) -> Message:
    """Make a damaged store whole from its log and return the words for that; raises StoreDamaged when it cannot be."""
    kept = Store.salvage(path, key=key)
    return _(
        "Tệp dữ liệu có trang bị hỏng; đã dựng lại đầy đủ từ nhật ký, không mất gì. Tệp hỏng được giữ ở “{path}”.",
        path=str(kept),
    )


def kind_named(name: str) -> Kind:
    """Return a kind; raises StoreError that names all kinds."""
    if name not in ALL_KINDS:
        names = ", ".join(kind.name for kind in ALL_KINDS)
        raise StoreError(_("Không có loại hồ sơ “{kind}”. Các loại: {names}.", kind=name, names=names))
    return ALL_KINDS[name]


def print_json(value: object) -> None:
    """Print machine-readable output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(messages: Iterable[Message]) -> None:
    """Print messages, a line each."""
    for message in messages:
        click.echo(spoken()(message))


def tell_lines(*messages: Message) -> None:
    """Tell messages beside what is printed for other programs, a line each."""
    for message in messages:
        click.echo(spoken()(message), err=True)


def tell_warnings(warnings: Iterable[Problem]) -> None:
    """Say on stderr what a save warned of, as an editor does beside its fields: each once, with how often."""
    say = spoken()
    for message, times in Counter(say(warning.message) for warning in warnings).items():
        told = message if times == 1 else _("{message} ({n} hồ sơ)", message=message, n=times)
        click.echo(say(_("Lưu ý: {message}", message=told)), err=True)


@contextmanager
def asking_for_yes() -> Iterator[None]:
    """Tell of the option that lets records go that others only refer to."""
    try:
        yield
    except ReferredTo as refusal:
        hint = _("{reason} Ghi thêm --yes.", reason=refusal.message)
        raise StoreError(hint if refusal.may_go else refusal.message) from refusal
