"""Wrong usage as one line of Vietnamese, where click would tell it in several of English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from danvan_desktop.cli.language import spoken
from danvan_desktop.domain.strict_json import LARGEST_INTEGER
from danvan_desktop.localization import Message, _

_LONGEST_WORD, _WORD_SHOWN = 200, 40
_LONGEST_LINE, _END_SHOWN = 2_000, 400
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_IN_BRACKETS = re.compile(r"\((.*)\)$", re.DOTALL)


class WrongUsage(click.ClickException):
    """A command was not called as it takes it: exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the line."""
        click.echo(self.message, file=file, err=file is None)


class FilePath(click.Path):
    """A path that names something: an empty one would mean the folder in which the command runs."""

    def __init__(self) -> None:
        """Take files that are and files that are to be."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; raises WrongUsage for one that is empty, a folder's way up or the root."""
        path = Path(value)
        no_name = _("Đường dẫn “{path}” không phải tên tệp hay thư mục.", path=str(value))
        if not path.name or path.name == "..":
            raise WrongUsage(spoken()(no_name))
        try:
            return super().convert(value, param, ctx)
        except ValueError as error:  # such as one of more letters than Windows looks for
            raise WrongUsage(one_line(spoken()(no_name))) from error


def whole_number(least: int = 1) -> click.IntRange:
    """Take whole numbers from ``least`` to the largest that the store keeps."""
    return click.IntRange(min=least, max=LARGEST_INTEGER)


@contextmanager
def usage_in_one_line() -> Iterator[None]:
    """Turn what click says of wrong usage into WrongUsage; the help that stands for missing arguments passes."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise WrongUsage(one_line(spoken(error.ctx)(_line(error)))) from error


def refuse_unwritable(arguments: Sequence[str]) -> None:
    """Raise WrongUsage for what is no text: it can neither be stored nor name a file nor be printed."""
    for argument in arguments:
        if "\0" in argument:
            raise WrongUsage(spoken()(_("Tham số có ký tự rỗng (NUL). Hãy gõ lại.")))
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise WrongUsage(
                spoken()(_("Tham số có ký tự không phải chữ (không phải mã UTF-8). Hãy gõ lại."))
            ) from error


def one_line(text: str) -> str:
    """Return a text as one line that a terminal can show: what was given at great length is cut within it."""
    flat = " ".join(text.split())
    short = _LONG_WORD.sub(lambda word: f"{word[0][:_WORD_SHOWN]}…{word[0][-2:]}", flat)
    if len(short) <= _LONGEST_LINE:
        return short
    return f"{short[: _LONGEST_LINE - _END_SHOWN]} … {short[-_END_SHOWN:]}"


def _line(error: click.UsageError) -> Message:
    path = error.ctx.command_path if error.ctx is not None else "danvan"
    return _("{fault} Xem cách dùng: “{command} --help”.", fault=_fault(error), command=path)


def _fault(error: click.UsageError) -> Message:
    match error:
        case NoSuchCommand():
            return _("Không có lệnh “{command}”.", command=error.command_name)
        case click.NoSuchOption():
            return _("Không có tùy chọn “{option}”.", option=error.option_name)
        case click.BadOptionUsage():
            return _("Tùy chọn “{option}” thiếu giá trị hoặc thừa giá trị.", option=error.option_name)
        case click.MissingParameter():
            return _("Thiếu {name}.", name=_name(error.param))
        case click.BadParameter():
            return _("Giá trị của {name} không dùng được: {reason}.", name=_name(error.param), reason=_wanted(error))
        case _extra:
            found = _IN_BRACKETS.search(error.message)
            return _("Thừa tham số: {arguments}.", arguments=found[1] if found else error.message)


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _wanted(error: click.BadParameter) -> Message:
    wanted = error.param.type if error.param is not None else None
    if isinstance(wanted, click.Choice):
        return _("phải là một trong: {choices}", choices=", ".join(map(str, wanted.choices)))
    if isinstance(wanted, click.IntRange) and wanted.min is not None:
        return _("phải là số nguyên từ {least} trở lên", least=wanted.min)
    if isinstance(wanted, click.types.IntParamType):
        return _("phải là số nguyên")
    return _("{text}", text=error.message)
