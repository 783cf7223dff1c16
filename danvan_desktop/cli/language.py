"""The language of the command line: chosen once from the system, carried by click's context.

Commands are declared where they are written, before any language is chosen: what they tell in the help stays a message
there, and is rendered when it is shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from danvan_desktop.localization import LANGUAGES, Message, Translator, _

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_IN_CONTEXT = f"{__name__}.spoken"
_OPTIONS = _("[TÙY CHỌN]")
_WITHOUT_LANGUAGE = {"", "C", "POSIX"}
_PRIMARY = 0x3FF
_ENGLISH_OF_WINDOWS = 0x09
"""The primary language among the language identifiers of Windows."""


_METAVARS: Mapping[type[click.ParamType[Any]], Message] = {
    click.types.IntParamType: _("SỐ"),
    click.Path: _("ĐƯỜNG-DẪN"),
    click.types.StringParamType: _("CHỮ"),
}


class SpokenCommand(click.Command):
    """A command whose help is a message."""

    def __init__(self, *args: Any, told: Message, **settings: Any) -> None:
        """Keep what is told until it is shown."""
        super().__init__(*args, **settings)
        self.told = told

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name what stands after the command."""
        self.options_metavar = spoken(ctx)(_OPTIONS)
        return super().collect_usage_pieces(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that asks for help, which click keeps with the words of the first time."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = spoken(ctx)(_("In hướng dẫn này rồi kết thúc."))
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        self.help = spoken(ctx)(self.told)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the beginning of what the command is for."""
        self.help = spoken()(self.told)
        return super().get_short_help_str(limit)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of commands whose help is a message."""

    command_class = SpokenCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name what stands after the group."""
        self.subcommand_metavar = spoken(ctx)(_("[LỆNH] [THAM SỐ]..."))
        return super().collect_usage_pieces(ctx)


class SpokenOption(click.Option):
    """An option whose help is a message."""

    def __init__(self, *args: Any, told: Message | str, **settings: Any) -> None:
        """Keep what is told until it is shown."""
        super().__init__(*args, **settings)
        self.told = told

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and what it is for."""
        self.help = spoken(ctx)(self.told)
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """Name the kind of its value."""
        word = next((word for known, word in _METAVARS.items() if isinstance(self.type, known)), None)
        if self.metavar is not None or self.is_flag or word is None:
            return super().make_metavar(ctx)
        return spoken(ctx)(word) + ("..." if self.nargs != 1 else "")


def command(name: str, *, told: Message) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command."""
    return click.command(name, cls=SpokenCommand, told=told)


def group(name: str, *, told: Message) -> Callable[[Callable[..., Any]], SpokenGroup]:
    """Declare a group of commands."""
    return click.group(name, cls=SpokenGroup, told=told)


def option(*declarations: str, told: Message | str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option; a plain string is told in every language."""
    return click.option(*declarations, cls=SpokenOption, told=told, **settings)


def speak_here(context: click.Context, say: Translator) -> None:
    """Let a command line, and all commands below it, speak a language."""
    context.meta[_IN_CONTEXT] = say


def spoken(context: click.Context | None = None) -> Translator:
    """Return the translator of the command that runs, or of a context; outside of any the Vietnamese one."""
    found = context or click.get_current_context(silent=True)
    say = None if found is None else found.meta.get(_IN_CONTEXT)
    return say if isinstance(say, Translator) else Translator()


def language_of_system(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that a system asks for, Vietnamese where it names none that has a catalog.

    ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` as gettext reads them; where Windows sets none, that of its
    own windows.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale.partition(".")[0] in _WITHOUT_LANGUAGE:
        return _language_of_windows() if not locale else LANGUAGES[0]
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    codes = (name.partition(".")[0].partition("_")[0].lower() for name in wanted)
    return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])


def _language_of_windows() -> str:
    if sys.platform == "win32":
        import ctypes

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage() & _PRIMARY
        return "en" if code == _ENGLISH_OF_WINDOWS else LANGUAGES[0]
    return LANGUAGES[0]
