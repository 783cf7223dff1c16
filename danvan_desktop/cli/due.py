"""``danvan due``: what has to be done by when, of all kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, within_option
from danvan_desktop.cli.tables import print_table
from danvan_desktop.domain.deadlines import days_left, days_until
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.store import Store
from danvan_desktop.store.due_items import DueItem
from danvan_desktop.store.reminders import lacking
from danvan_desktop.store.work_list import Work, work_list

_A_WEEK = 7


@command("due", told=_("Việc quá hạn, việc sắp đến hạn của mọi loại hồ sơ, việc gấp nhất trước."))
@within_option(_A_WEEK, _("Việc đến hạn trong bao nhiêu ngày tới (việc quá hạn luôn có)."))
@store_options
@json_option
def due_command(within: int, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    """Print the work list, the longest late first.

    As JSON a list of ``{uid, kind, title, work, deadline, last_day, until, days_late, citation}``: ``until`` is the day
    from whose end lateness counts, later than ``last_day`` where that is a day off. What a month or year lacks has no
    ``uid``; its ``deadline`` is the rule.
    """
    say = spoken()
    with opened(store, passphrase_file) as open_store:
        today = open_store.today()
        last = today + dt.timedelta(days=within)
        works, lacks = work_list(open_store, last), [one for one in lacking(open_store, today) if one.until <= last]
        told = [_told(open_store, work, today, say) for work in works] + [_lack(one, say) for one in lacks]
        rows = [_row(open_store, work, today, say) for work in works] + [_lack_row(one, today, say) for one in lacks]
    if as_json:
        print_json(told)
        return
    if not rows:
        click.echo(say(_("Không có việc nào quá hạn hoặc đến hạn trong {days} ngày tới.", days=within)))
        return
    print_table([say(head) for head in (_("Hạn"), _("Còn lại"), _("Việc"), _("Hồ sơ"))], rows, whole_last=True)


def _told(store: Store, work: Work, today: dt.date, say: Translator) -> dict[str, Any]:
    deadline, term = work.due.deadline, work.due.term
    return {
        "uid": work.record.uid,
        "kind": work.record.kind,
        "title": store.kinds[work.record.kind].title_of(work.record),
        "work": say(deadline.work),
        "deadline": deadline.name,
        "last_day": term.last.isoformat(),
        "until": term.until.isoformat(),
        "days_late": work.due.days_late(today),
        "citation": deadline.citation(work.record, store.terms),
    }


def _lack(entry: DueItem, say: Translator) -> dict[str, Any]:
    return {
        "uid": None,
        "kind": entry.place,
        "title": _with_standing(entry, say),
        "work": say(entry.work),
        "deadline": entry.rule,
        "last_day": entry.until.isoformat(),
        "until": entry.until.isoformat(),
        "days_late": 0,
        "citation": entry.citation,
    }


def _with_standing(entry: DueItem, say: Translator) -> str:
    """Say what is lacking and how much of it there is."""
    what = say(entry.content) if isinstance(entry.content, Message) else entry.content
    return what if entry.standing is None else f"{what}: {within_sentence(say(entry.standing))}"


def _lack_row(entry: DueItem, today: dt.date, say: Translator) -> list[str]:
    told = _lack(entry, say)
    return [say(entry.term), say(days_until((entry.until - today).days)), told["work"], told["title"]]


def _row(store: Store, work: Work, today: dt.date, say: Translator) -> list[str]:
    title = store.kinds[work.record.kind].title_of(work.record)
    return [say(work.due.term.words), say(days_left(work.due, today)), say(work.due.deadline.work), title]
