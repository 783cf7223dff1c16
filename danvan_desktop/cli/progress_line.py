"""One line on stderr that tells how far the preparation of a store is."""

from __future__ import annotations

import sys

import click

from danvan_desktop.cli.language import spoken
from danvan_desktop.localization import _


class ProgressLine:
    """Told (done, total); a terminal sees the line grow, a file gets its beginning and its end."""

    def __init__(self) -> None:
        """Show nothing yet: most stores need no preparation."""
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show the share that is done, when it is another than the one that is shown."""
        share = 100 * done // max(total, 1)
        is_terminal = sys.stderr.isatty()
        if share == self._shown or not (is_terminal or self._shown < 0 or share == 100):
            return
        self._shown = share
        words = spoken()(_("Đang dựng lại các bảng theo phiên bản này của phần mềm: {share} %", share=share))
        click.echo(f"\r{words}" if is_terminal else words, err=True, nl=not is_terminal or share == 100)
