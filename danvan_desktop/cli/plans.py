"""``danvan plan``: a plan with its tasks, made of a template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.options import json_option, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.records import existing, print_uids
from danvan_desktop.cli.tables import print_table
from danvan_desktop.cli.usage import FilePath
from danvan_desktop.cli.values import shown
from danvan_desktop.domain.dates import parse_date
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.task_making import SOURCES
from danvan_desktop.exchange.plan_templates import Asked, drafts_of, find_template, templates_for
from danvan_desktop.localization import _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.tasks import new_tasks

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@command("plan", told=_("Lập kế hoạch với các nhiệm vụ từ một mẫu; không ghi mẫu thì liệt kê các mẫu."))
@click.argument("template", required=False, metavar="TEMPLATE")
@option(
    "--year",
    type=click.IntRange(_FIRST_YEAR, _LAST_YEAR),
    told=_("Năm của kế hoạch; không ghi thì là năm nay."),
)
@option("--issued", told=_("Ngày ban hành; không ghi thì là hôm nay."))
@option("--lead", default="", told=_("Chủ trì các nhiệm vụ mà mẫu không ghi ai."))
@option("--out", type=FilePath(), told=_("Ghi mẫu ra tệp Excel (.xlsx) để sửa, chưa lập."))
@option("--dry-run", is_flag=True, told=_("Chỉ xem nhiệm vụ và hạn, chưa lập."))
@store_options
@json_option
def plan_command(
    template: str | None,
    year: int | None,
    issued: str | None,
    lead: str,
    out: Path | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Save a plan and its tasks together, or none; prints the uid of the plan, or the tasks with their days."""
    with opened(store, passphrase_file) as open_store:
        if template is None:
            _print_templates(open_store, as_json)
            return
        if out is not None:
            from danvan_desktop.exchange.plan_sheets import write_sheet

            write_sheet(find_template(template, open_store.path), out)
            return
        today = open_store.today()
        day = parse_date(issued, today) if issued else today
        asked = Asked(year or day.year, day, lead or open_store.unit.text("name"))
        drafts = drafts_of(find_template(template, open_store.path), asked, open_store.new_uid())
        if dry_run:
            _preview(open_store, drafts, as_json)
            return
        result = open_store.save(*drafts)
    tell_warnings(result.warnings)
    if as_json:
        print_json(list(result.uids))
    else:
        click.echo(result.uids[0])


def _print_templates(store: Store, as_json: bool) -> None:
    found = templates_for(store.path, lambda fault: click.echo(spoken()(fault), err=True))
    if as_json:
        print_json([{"template": code, "name": one.name, "tasks": len(one.task)} for code, one in found])
        return
    say = spoken()
    heads = [say(head) for head in (_("Mẫu"), _("Tên"), _("Nhiệm vụ"))]
    print_table(heads, [[code, one.name, str(len(one.task))] for code, one in found])


def _preview(store: Store, drafts: Sequence[Draft], as_json: bool) -> None:
    for place, problems in enumerate(store.check_drafts(drafts)):
        errors = [problem for problem in problems if problem.is_error]
        if errors:
            raise InvalidRecord(errors, place)
    tasks = [draft for draft in drafts if draft.kind != "plan"]
    names = ("due_on", "title", "lead", "repeat")
    if as_json:
        print_json([{name: task.values.get(name) for name in names} for task in tasks])
        return
    say, kind = spoken(), store.kinds["task"]
    rows = [[shown(kind.field(name), _value(task, name), say) for name in names] for task in tasks]
    print_table([say(kind.field(name).label) for name in names], rows)


def _value(task: Draft, name: str) -> str | None:
    value = task.values.get(name)
    return None if value is None else str(value)


@command("tasks", told=_("Lập nhiệm vụ của kế hoạch từ kết luận cuộc họp, đối thoại."))
@click.argument("uid")
@option("--plan", default="", told=_("Kế hoạch nhận nhiệm vụ (uid); không ghi thì lập kế hoạch riêng."))
@option("--lead", default="", told=_("Chủ trì; không ghi thì là đơn vị này."))
@option("--dry-run", is_flag=True, told=_("Chỉ xem nhiệm vụ và hạn, chưa lập."))
@store_options
@json_option
def tasks_command(
    uid: str, plan: str, lead: str, dry_run: bool, as_json: bool, store: Path | None, passphrase_file: Path | None
) -> None:
    """Save the tasks of what was concluded, and their plan where it is a new one; prints the uids of the tasks."""
    with opened(store, passphrase_file) as open_store:
        source = existing(open_store, uid)
        if source.kind not in SOURCES:
            raise StoreError(_("Chỉ lập được nhiệm vụ từ cuộc họp, buổi đối thoại."))
        found = new_tasks(open_store, source, plan, lead or open_store.unit.text("name"))
        if not found.tasks:
            raise StoreError(_("Không có việc nào phải lập thêm: kết luận chưa ghi, hoặc nhiệm vụ đã lập."))
        if dry_run:
            _preview(open_store, found.drafts, as_json)
            return
        result = open_store.save(*found.drafts)
    tell_warnings(result.warnings)
    print_uids(tuple(str(task.uid) for task in found.tasks), as_json)
