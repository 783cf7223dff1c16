"""Known faults in one line on stderr; bugs keep their traceback."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from danvan_desktop import interrupts
from danvan_desktop.cli.language import spoken
from danvan_desktop.cli.usage import one_line
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.localization import Message, _
from danvan_desktop.store.errors import (
    OUT_OF_MEMORY,
    NotAStore,
    StoreDamaged,
    fault_of_system,
    reason_of,
    told_in_words,
)
from danvan_desktop.store.system_faults import cause_of


@contextmanager
def told_in_one_line(ctx: click.Context) -> Iterator[None]:
    """End the process with status 1 and one line when something known went wrong."""
    try:
        with told_in_words():
            yield
    except DanvanError as error:
        fail(ctx, line_for(error))
    except MemoryError:
        fail(ctx, spoken()(OUT_OF_MEMORY))
    except OSError as error:
        message = _disk_message(error)
        if message is None:
            raise
        fail(ctx, spoken()(message))


@contextmanager
def stopped_by_hand() -> Iterator[None]:
    """End the process with the status of shells for it when somebody pressed Ctrl+C, also where he was asked."""
    try:
        yield
    except KeyboardInterrupt:
        _tell_stopped()
    except click.Abort as end:
        if not isinstance(end.__context__, KeyboardInterrupt):  # the input ended
            raise
        _tell_stopped()


def _tell_stopped() -> NoReturn:
    click.echo(spoken()(_("Đã dừng.")), err=True)
    raise click.exceptions.Exit(interrupts.STATUS)


def line_for(error: DanvanError) -> str:
    """Return a fault as one line; every problem of a refused record is named with its fields."""
    say = spoken()
    if isinstance(error, StoreDamaged | NotAStore):
        return say(with_ways_out(error.message))
    if not isinstance(error, InvalidRecord):
        return say(error.message)
    fields: dict[str, list[str]] = {}
    for problem in error.problems:
        fields.setdefault(say(problem.message), []).extend([problem.field] if problem.field else [])
    parts = [f"{', '.join(names)}: {told}" if names else told for told, names in fields.items()]
    return "; ".join([*(part.removesuffix(".") for part in parts[:-1]), *parts[-1:]])


def with_ways_out(what: Message) -> Message:
    """Name the commands with which a damaged store is mended, rescued or replaced."""
    return _(
        "{what} (Lệnh: “danvan check --repair” dựng lại từ nhật ký; “danvan rescue --out TỆP” cứu phần còn đọc được;"
        " “danvan restore TỆP” khôi phục từ bản sao lưu.)",
        what=what,
    )


def fail(ctx: click.Context, line: str) -> None:
    """Write the line to stderr and exit with status 1."""
    click.echo(one_line(line), err=True)
    ctx.exit(1)


def _disk_message(error: OSError) -> Message | None:
    name = str(error.filename or "")
    full = fault_of_system(error, Path(name) if name else None)
    if full is not None:
        return full.message
    if cause_of(error) == errno.ENAMETOOLONG:
        return _("Tên tệp “{path}…” quá dài. Hãy kiểm tra lại đường dẫn.", path=name[:40])
    if isinstance(error, FileNotFoundError):
        return _("Không thấy “{path}”. Hãy kiểm tra lại đường dẫn.", path=name)
    if isinstance(error, PermissionError):
        return _("Không có quyền đọc hoặc ghi “{path}”.", path=name)
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return _("Đường dẫn “{path}” không dùng được ở đây.", path=name)
    return _("Không đọc hoặc ghi được “{path}”: {reason}.", path=name, reason=reason_of(error)) if name else None
