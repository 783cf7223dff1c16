"""The command line: commands are loaded when they are called, so that each starts fast."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from danvan_desktop import __version__, interrupts
from danvan_desktop.cli.click_words import speak
from danvan_desktop.cli.errors import stopped_by_hand, told_in_one_line
from danvan_desktop.cli.language import SpokenGroup, language_of_system, option, speak_here
from danvan_desktop.cli.usage import FilePath, refuse_unwritable, usage_in_one_line
from danvan_desktop.localization import Translator, _

OpenWindow = Callable[[Path | None], int]

_MODULE_OF_COMMAND = {
    "init": "stores",
    "check": "stores",
    "digest": "stores",
    "backup": "stores",
    "second-place": "second_places",
    "drill": "drills",
    "restore": "stores",
    "archive": "archives",
    "thin": "thinning",
    "rescue": "stores",
    "encrypt": "vaults",
    "decrypt": "vaults",
    "passphrase": "vaults",
    "recovery": "vaults",
    "kinds": "kinds",
    "add": "records",
    "get": "records",
    "set": "records",
    "raise": "cases",
    "split": "cases",
    "copy": "copying",
    "repeat": "copying",
    "delete": "records",
    "lift": "secrecy",
    "list": "records",
    "search": "records",
    "attach": "attachments",
    "extract": "attachments",
    "history": "histories",
    "audit": "audits",
    "undo": "histories",
    "bin": "bins",
    "undelete": "bins",
    "conflicts": "histories",
    "resolve": "histories",
    "redact": "redactions",
    "redactions": "redactions",
    "duplicates": "duplicates",
    "merge": "duplicates",
    "unmerge": "duplicates",
    "held": "held",
    "adopt": "held",
    "dismiss": "held",
    "due": "due",
    "calendar": "calendars",
    "plan": "plans",
    "tasks": "plans",
    "owe": "owed",
    "sent": "owed",
    "report": "reports",
    "template": "templates",
    "figures": "figures",
    "compare": "figures",
    "narrative": "narrative",
    "number": "numbers",
    "verify": "verify",
    "sign": "signing",
    "verify-signature": "signing",
    "export": "exports",
    "import": "imports",
    "unimport": "imports",
    "consolidate": "consolidating",
    "ack": "waiting",
    "officers": "officers",
    "card": "peers",
    "peers": "peers",
    "waiting": "waiting",
    "logs": "logs",
    "load": "lists",
    "dump": "lists",
    "demo": "demo",
    "components": "components",
    "update": "update",
}


class LazyGroup(SpokenGroup):
    """Finds commands in modules by name and tells known faults in one line, all in one language."""

    def __init__(self, *args: Any, say: Translator, **settings: Any) -> None:
        """Speak by ``say``."""
        super().__init__(*args, **settings)
        self.say = say

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all command names in the order of the manual."""
        return list(_MODULE_OF_COMMAND)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command, ``None`` for an unknown name."""
        module_name = _MODULE_OF_COMMAND.get(cmd_name)
        if module_name is None:
            return None
        module = import_module(f"danvan_desktop.cli.{module_name}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments before the command; raises WrongUsage for what is no text, wherever it stands."""
        speak_here(ctx, self.say)
        refuse_unwritable(args)
        return super().parse_args(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments before the command; raises WrongUsage, of one line."""
        with stopped_by_hand(), usage_in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a known fault becomes one line on stderr and exit status 1, wrong usage 2, Ctrl+C 130."""
        with stopped_by_hand(), usage_in_one_line(), told_in_one_line(ctx):
            return super().invoke(ctx)


def make_command_line(open_window: OpenWindow, say: Translator | None = None) -> click.Group:
    """Build the command ``danvan``, which speaks Vietnamese unless ``say`` has another language.

    ``open_window`` is run when no command is given.
    """
    say = say or Translator()
    speak(say)

    @click.group(
        "danvan",
        cls=LazyGroup,
        invoke_without_command=True,
        say=say,
        told=_("Sổ tay công tác dân vận cấp xã: không có lệnh thì mở cửa sổ làm việc."),
    )
    @option("--store", type=FilePath(), told=_("Tệp dữ liệu; không ghi thì dùng thư mục dữ liệu của máy."))
    @click.version_option(__version__, message="%(version)s")
    @click.pass_context
    def danvan(ctx: click.Context, store: Path | None) -> None:
        ctx.obj = store
        if ctx.invoked_subcommand is None:
            ctx.exit(open_window(store))

    return danvan


def command_line(open_window: OpenWindow) -> None:
    """Run the command line, in the language of the system, and end the process with its exit status."""
    line = make_command_line(open_window, Translator(language_of_system()))
    interrupts.raise_it()
    try:
        line.main(args=sys.argv[1:], prog_name="danvan")
    finally:
        interrupts.take_no_notice()
