"""Asks yes or no in Vietnamese."""

from __future__ import annotations

import click

from danvan_desktop.cli.language import spoken
from danvan_desktop.localization import Message, _

_YES, _NO = {"c", "có", "co", "y", "yes"}, {"", "k", "không", "khong", "n", "no"}


def says_yes(question: Message) -> bool:
    """Ask on stderr until the answer is one; nothing typed is no. Raises click.Abort without an answer."""
    say = spoken()
    while True:
        typed = click.prompt(say(_("{question} [c/K]", question=question)), default="", show_default=False, err=True)
        answer = str(typed).strip().casefold()
        if answer in _YES | _NO:
            return answer in _YES
        click.echo(say(_("Hãy gõ “c” (có) hoặc “k” (không).")), err=True)
