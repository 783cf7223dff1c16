"""``danvan load, dump``: lists of Excel and CSV in and out."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_desktop.cli.language import command, option, spoken
from danvan_desktop.cli.load_words import hour_notes, how_to_say
from danvan_desktop.cli.options import json_option, kind_named, opened, print_json, store_options, tell_warnings
from danvan_desktop.cli.usage import FilePath, whole_number
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.strict_json import read_json
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Grid, column_letters
from danvan_desktop.exchange.judgement import Answers, ColumnRepair, Repair
from danvan_desktop.exchange.layout import Layout, best_grid, column_named, guess_layout, with_map
from danvan_desktop.exchange.planning import (
    LoadPlan,
    MissingFields,
    Options,
    PlannedRow,
    RowOutcome,
    load_planned,
    plan_load,
)
from danvan_desktop.exchange.profiles import Target, heading_key, label_of, profile_of
from danvan_desktop.exchange.rejects import count_line, reasons, rejects_path, write_rejects
from danvan_desktop.exchange.sheets import alike, joined
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.unseen import filled_note, inside_note, unseen_notes
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.store.inputs import read_input

_AUTO = "auto"
_MOST_SHOWN = 20
_EVERY_SHEET = "*"

_LARGEST_MAP = 1024 * 1024


@command("load", told=_("Nhập danh sách từ tệp Excel (.xlsx) hoặc CSV."))
@click.argument("file", type=FilePath())
@option("--kind", "kind_name", required=True, told=_("Loại hồ sơ."))
@option(
    "--map",
    "maps",
    multiple=True,
    metavar="MAP",
    told=_("CỘT=TRƯỜNG (tiêu đề cột hoặc A, B…; bỏ trống là không nhập), hoặc tệp .json."),
)
@option("--set", "constants", multiple=True, metavar="FIELD=VALUE", told=_("Giá trị chung cho ô trống."))
@option("--encoding", default=_AUTO, show_default=True, told="auto, utf-8, utf-16, windows-1258, tcvn3, vni")
@option(
    "--sheet",
    "sheets",
    multiple=True,
    told=_("Tên trang tính; ghi nhiều lần thì nhập các trang cùng mẫu như một danh sách; * là mọi trang."),
)
@option("--header-row", type=whole_number(), told=_("Dòng tiêu đề."))
@option("--hidden", is_flag=True, told=_("Nhập cả dòng, cột bị ẩn trong tệp."))
@option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="COLUMN=REPAIR",
    told=_("Đồng ý sửa cả cột như bản xem trước nêu: month-first, swapped-dates, phone-zero…"),
)
@option(
    "--refuse",
    "refused_repairs",
    multiple=True,
    metavar="COLUMN=REPAIR",
    told=_("Không sửa, để cột như trong tệp."),
)
@option("--update", is_flag=True, told=_("Sửa hồ sơ đã có theo danh sách."))
@option("--skip-bad", is_flag=True, told=_("Nhập các dòng đúng, bỏ các dòng lỗi."))
@option("--rejected", type=FilePath(), told=_("Tệp ghi các dòng lỗi."))
@option("--dry-run", is_flag=True, told=_("Chỉ xem trước, không ghi gì."))
@store_options
@json_option
def load_command(
    file: Path,
    kind_name: str,
    maps: tuple[str, ...],
    constants: tuple[str, ...],
    encoding: str,
    sheets: tuple[str, ...],
    header_row: int | None,
    hidden: bool,
    accepted: tuple[str, ...],
    refused_repairs: tuple[str, ...],
    update: bool,
    skip_bad: bool,
    rejected: Path | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Load all rows of a list in one transaction, or none.

    With rejected rows nothing is loaded unless ``--skip-bad``; either way they are written to a file with their
    reasons; so are rows that an open question of their column holds back. As JSON ``{new, changed, same, rejected,
    left_out, sheet, encoding, header_row, columns, unused, repairs, problems, rejected_file, uids, notes}``; rows are
    told by their number, those of several sheets as ``sheet: number``.
    """
    kind, say = kind_named(kind_name), spoken()
    grids = read_tables(file, None if encoding == _AUTO else encoding)
    grid = _list_of(grids, kind, sheets)
    layout = _layout(grids, grid if hidden else grid.as_seen(), kind, header_row, _assignments(maps))
    answers = {**_answers(layout, accepted, agreed=True), **_answers(layout, refused_repairs, agreed=False)}
    options = Options(dict(_constant(kind, text) for text in constants), update, hidden, answers)
    notes = unseen_notes(grids, grid, layout, hidden=hidden)
    with opened(store, passphrase_file) as open_store:
        plan = _planned(open_store, kind, grid, layout, options, say)
        bad = plan.count(RowOutcome.REJECTED)
        out = None
        if bad and not dry_run:
            out = rejected or rejects_path(file)
            write_rejects(plan, out, Translator())
        refused = bad > 0 and not skip_bad
        saved = None if dry_run or refused else load_planned(open_store, plan)
    uids = () if saved is None else saved.uids
    if refused and not dry_run:
        raise _refusal(plan, out)
    if saved is not None:
        tell_warnings(saved.warnings)
    found = (filled_note(plan, say), *hour_notes(plan, options), inside_note(kind))
    notes += [note for note in found if note is not None]
    if as_json:
        print_json({**_plan_json(plan, say, out, uids), "notes": [say(note) for note in notes]})
        return
    for note in notes:
        click.echo(say(note), err=True)
    _print_plan(plan, say, out, answers)


@command(
    "dump",
    told=_("Xuất một loại ra tệp Excel (.xlsx), CSV, Parquet; mọi loại ra một tệp Excel, SQLite hoặc thư mục Parquet."),
)
@option("--kind", "kind_name", told=_("Loại hồ sơ; không ghi là mọi loại."))
@option("--out", required=True, type=FilePath(), told=_("Tệp sẽ tạo, hoặc thư mục Parquet."))
@option(
    "--format",
    "form",
    type=click.Choice(["parquet"]),
    told=_("parquet: một thư mục chia theo đơn vị và năm, cho phần mềm phân tích."),
)
@option(
    "--with-personal",
    is_flag=True,
    told=_("Thư mục Parquet có cả dữ liệu cá nhân và ô viết bằng lời."),
)
@store_options
@json_option
def dump_command(
    kind_name: str | None,
    out: Path,
    form: str | None,
    with_personal: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Write the records of a kind as a table; prints its path, as JSON ``{out, records}``.

    Without a kind all of them go into one workbook or SQLite file. With ``--format parquet`` a folder for programs of
    analysis is written, of one kind or of all; as JSON with ``files``.
    """
    from danvan_desktop.exchange.dumping import table_of_kind, write_table

    if form is not None:
        _dump_folder(kind_name, out, with_personal, as_json, store, passphrase_file)
        return
    if kind_name is None:
        _dump_everything(out, as_json, store, passphrase_file)
        return
    kind, say = kind_named(kind_name), spoken()
    with opened(store, passphrase_file) as open_store:
        table = table_of_kind(open_store, kind, Translator())
        write_table(table, out)
    if as_json:
        print_json({"out": str(out), "records": table.count})
        return
    click.echo(str(out))
    if (inside := inside_note(kind)) is not None:
        click.echo(say(inside), err=True)
    if any(field.personal for field in kind.fields):
        click.echo(say(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


def _dump_everything(out: Path, as_json: bool, store: Path | None, passphrase_file: Path | None) -> None:
    from danvan_desktop.exchange.dumping import write_everything

    say = spoken()
    with opened(store, passphrase_file) as open_store:
        records = write_everything(open_store, out, Translator())
    if as_json:
        print_json({"out": str(out), "records": records})
        return
    click.echo(str(out))
    click.echo(say(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


def _dump_folder(
    kind_name: str | None,
    out: Path,
    with_personal: bool,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
) -> None:
    from danvan_desktop.exchange.parquet_folder import write_folder

    with opened(store, passphrase_file) as open_store:
        kinds = list(open_store.kinds) if kind_name is None else [kind_named(kind_name)]
        written = write_folder(open_store, kinds, out, with_personal=with_personal)
    if as_json:
        print_json({"out": str(out), "records": written.records, "files": written.files})
        return
    click.echo(str(out))
    if with_personal:
        click.echo(spoken()(_("Lưu ý: tệp không mã hóa và có dữ liệu cá nhân của người dân.")), err=True)


def _planned(store: Store, kind: Kind, grid: Grid, layout: Layout, options: Options, say: Translator) -> LoadPlan:
    try:
        return plan_load(store, kind, grid, layout, options, say)
    except MissingFields as error:
        raise TableError(how_to_say(error)) from error


def _list_of(grids: list[Grid], kind: Kind, names: tuple[str, ...]) -> Grid:
    if not names:
        return best_grid(grids, kind)
    chosen = alike(grids, kind) if names == (_EVERY_SHEET,) else [_sheet(grids, name) for name in names]
    return joined(chosen, kind) if len(chosen) > 1 else chosen[0] if chosen else best_grid(grids, kind)


def _sheet(grids: list[Grid], name: str) -> Grid:
    for grid in grids:
        if heading_key(grid.name) == heading_key(name):
            return grid
    known = ", ".join(grid.name for grid in grids)
    raise TableError(_("Không có trang “{sheet}”. Các trang: {known}.", sheet=name, known=known))


def _layout(
    grids: list[Grid], grid: Grid, kind: Kind, header_row: int | None, assignments: list[tuple[str, str]]
) -> Layout:
    layout = guess_layout(grid, kind, header_row)
    if layout is None:
        layout = guess_layout(grid, kind, grid.rows[0].number) if assignments else None
    if layout is None and len(grids) > 1:
        others = ", ".join(f"“{other.name}”" for other in grids if other.name != grid.name)
        raise TableError(
            _(
                "Trang “{sheet}” không có dòng tiêu đề nào của “{kind}”. Tệp còn trang {others}: hãy chọn"
                " bằng --sheet.",
                sheet=grid.name,
                kind=kind.label,
                others=others,
            )
        )
    if layout is None:
        raise TableError(
            _(
                "Không nhận ra dòng tiêu đề nào của “{kind}”. Hãy chỉ dòng bằng --header-row và cột bằng --map.",
                kind=kind.label,
            )
        )
    return with_map(layout, kind, assignments)


def _assignments(maps: tuple[str, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text in maps:
        if text.lower().endswith(".json"):
            found += _map_file(Path(text))
            continue
        column, equals, field = text.rpartition("=")
        if not equals or not column.strip():
            raise TableError(_("“{text}” phải có dạng CỘT=TRƯỜNG.", text=text))
        found.append((column, field))
    return found


def _map_file(path: Path) -> list[tuple[str, str]]:
    try:
        data = read_json(read_input(path, _LARGEST_MAP).decode("utf-8-sig"))
    except ValueError as error:
        raise TableError(_("“{name}” không phải tệp JSON hợp lệ.", name=path.name)) from error
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise TableError(_("“{name}” phải có dạng {example}.", name=path.name, example='{"Họ tên": "citizen_name"}'))
    return list(data.items())


def _constant(kind: Kind, text: str) -> tuple[Target, str]:
    name, equals, value = text.partition("=")
    known = profile_of(kind).headings
    try:
        target: Target | None = Target.parse(name.strip())
    except ValueError:
        target = None
    if target not in known.values():
        target = known.get(heading_key(name))
    if not equals or target is None:
        raise TableError(_("“{text}” phải có dạng TRƯỜNG=GIÁ_TRỊ với trường của “{kind}”.", text=text, kind=kind.label))
    return target, value


def _refusal(plan: LoadPlan, out: Path | None) -> TableError:
    return TableError(
        _(
            "{bad} trên {all} dòng có lỗi nên chưa nhập dòng nào. Lý do từng dòng ở “{path}”."
            " Sửa rồi nhập lại, hoặc thêm --skip-bad để nhập các dòng đúng.",
            bad=plan.count(RowOutcome.REJECTED),
            all=len(plan.rows),
            path=str(out),
        )
    )


def _answers(layout: Layout, texts: tuple[str, ...], *, agreed: bool) -> dict[tuple[int, Repair], bool]:
    found: dict[tuple[int, Repair], bool] = {}
    for text in texts:
        name, _equals, code = text.rpartition("=")
        try:
            found[column_named(layout, name), Repair(code.strip())] = agreed
        except ValueError as error:
            known = ", ".join(repair.value for repair in Repair)
            raise TableError(
                _("“{text}” phải có dạng CỘT=CÁCH_SỬA; các cách: {known}.", text=text, known=known)
            ) from error
    return found


def _print_plan(plan: LoadPlan, say: Translator, out: Path | None, answers: Answers) -> None:
    for column, target in plan.layout.targets.items():
        heading = plan.layout.headings.get(column) or column_letters(column)
        click.echo(f"  {column_letters(column)}  {heading} → {say(label_of(plan.kind, target))}", err=True)
    if plan.layout.unused:
        click.echo(say(_("Cột không nhập: {columns}.", columns=", ".join(plan.layout.unused))), err=True)
    for repair in plan.repairs:
        click.echo(say(repair.words), err=True)
        click.echo(f"    {say(_decided(repair, answers))}", err=True)
    for row in plan.having(RowOutcome.REJECTED)[:_MOST_SHOWN]:
        click.echo(say(_("Dòng {row}: {reason}", row=row.row.place, reason=reasons(row, plan.kind, say))), err=True)
    if out is not None:
        click.echo(say(_("Các dòng lỗi ở “{path}”.", path=str(out))), err=True)
    click.echo(count_line(plan, say))


def _decided(repair: ColumnRepair, answers: Answers) -> Message:
    """Say what is done with a column, and how to say otherwise."""
    name = f'"{repair.heading}={repair.repair.value}"'
    match repair.decision(answers):
        case True:
            return _("{repair}: có. Không muốn thì thêm --refuse {name}", repair=repair.question, name=name)
        case False:
            return _("{repair}: không. Muốn thì thêm --accept {name}", repair=repair.question, name=name)
    return _("{repair}? Thêm --accept {name} hoặc --refuse {name}", repair=repair.question, name=name)


def _plan_json(plan: LoadPlan, say: Translator, out: Path | None, uids: tuple[str, ...]) -> dict[str, object]:
    return {
        "new": plan.count(RowOutcome.NEW),
        "changed": plan.count(RowOutcome.CHANGED),
        "same": plan.count(RowOutcome.SAME),
        "rejected": plan.count(RowOutcome.REJECTED),
        "left_out": [row.told or row.number for row in plan.left_out],
        "sheet": plan.grid.name,
        "encoding": plan.grid.encoding,
        "header_row": plan.layout.header,
        "columns": {column_letters(column): str(target) for column, target in plan.layout.targets.items()},
        "unused": list(plan.layout.unused),
        "repairs": [
            {"column": column_letters(r.column), "repair": r.repair.value, "sure": r.sure, "rows": list(r.cells)}
            | {"words": say(r.words)}
            for r in plan.repairs
        ],
        "problems": [_problem_json(row, say) for row in plan.rows if row.problems],
        "rejected_file": None if out is None else str(out),
        "uids": list(uids),
    }


def _problem_json(row: PlannedRow, say: Translator) -> dict[str, object]:
    return {
        "row": row.row.told or row.row.number,
        "rejected": row.outcome is RowOutcome.REJECTED,
        "problems": [{"field": problem.field, "message": say(problem.message)} for problem in row.problems],
    }
