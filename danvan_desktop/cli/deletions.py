"""Asks before a bundle deletes much: the number is typed, or given with ``--allow-deletions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from danvan_desktop.cli.language import option, spoken
from danvan_desktop.cli.usage import whole_number
from danvan_desktop.localization import _
from danvan_desktop.sync import DeletesMuch, Deletions, SyncError

Taken = TypeVar("Taken")


def deletions_option(command: Any) -> Any:
    """Add ``--allow-deletions``."""
    return option(
        "--allow-deletions",
        type=whole_number(0),
        told=_("Cho phép tệp xóa tới chừng này hồ sơ mà không hỏi lại."),
    )(command)


def taken_in_knowingly(take: Callable[[int], Taken], allowed: int | None) -> Taken:
    """Take a bundle in that deletes no more than ``allowed``; without it, a person is asked when it deletes much.

    ``take`` is told how many records may go. Raises DeletesMuch, SyncError when the number typed is another.
    """
    try:
        return take(allowed or 0)
    except DeletesMuch as refusal:
        if allowed is not None:
            raise
        _ask(refusal.deletions)
        return take(refusal.deletions.count)


def _ask(deletions: Deletions) -> None:
    say = spoken()
    words = _("{told} Nếu không rõ vì sao, hãy dừng lại và hỏi nơi gửi.", told=deletions.told)
    click.echo(say(words), err=True)
    question = say(_("Nếu vẫn muốn nhập, gõ số hồ sơ nêu trên"))
    try:
        typed = click.prompt(question, default="", show_default=False, err=True)
    except click.Abort as error:
        hint = _("Chưa nhập gì: chưa được xác nhận. Trong kịch bản, ghi --allow-deletions {n}.", n=deletions.count)
        raise SyncError(hint) from error
    if str(typed).strip() != str(deletions.count):
        raise SyncError(_("Chưa nhập gì: số vừa gõ không phải số hồ sơ đã nêu."))
