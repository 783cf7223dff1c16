"""Says what of a file is not loaded: other sheets, what is hidden, columns that are not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kind import Kind
from danvan_desktop.exchange.grid import Grid, column_letters
from danvan_desktop.exchange.layout import Layout
from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.localization import Message, Translator, _

_MOST_NAMED = 12


def unseen_notes(grids: Sequence[Grid], grid: Grid, layout: Layout, *, hidden: bool) -> list[Message]:
    """Return a line for each thing that the officer may expect to be loaded and is not, or the other way round."""
    notes: list[Message] = []
    read = set(grid.sheets.values()) or {grid.name}
    others = [other for other in grids if other.name not in read]
    if others:
        notes.append(_("Chỉ đọc trang “{sheet}”; chưa đọc: {others}.", sheet=grid.name, others=_named(others)))
    if rows := grid.unseen_rows:
        told = {"count": len(rows), "rows": _listed(grid.row(number).place for number in rows)}
        if hidden:
            notes.append(_("Đọc cả {count} dòng đang ẩn trong tệp (dòng {rows}).", **told))
        else:
            notes.append(_("Không đọc {count} dòng đang ẩn trong tệp (dòng {rows}).", **told))
    if columns := grid.unseen_columns:
        names = _listed(_column_name(grid, layout, column) for column in columns)
        notes.append(
            _("Đọc cả cột đang ẩn trong tệp: {columns}.", columns=names)
            if hidden
            else _("Không đọc cột đang ẩn trong tệp: {columns}.", columns=names)
        )
    if bare := _without_heading(grid, layout, hidden=hidden):
        notes.append(_("Không đọc cột không có tiêu đề: {columns}.", columns=_listed(map(column_letters, bare))))
    return notes


def _named(grids: Sequence[Grid]) -> str:
    hidden = _("ẩn")
    return _listed(f"“{grid.name}” ({len(grid.rows)}{f', {hidden}' if grid.hidden else ''})" for grid in grids)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:_MOST_NAMED]) + ("…" if len(found) > _MOST_NAMED else "")


def _column_name(grid: Grid, layout: Layout, column: int) -> str:
    return grid.row(layout.header).cell(column).text or column_letters(column)


def _without_heading(grid: Grid, layout: Layout, *, hidden: bool) -> list[int]:
    """Return the columns beside those with headings that hold something below and have no heading."""
    shown = grid if hidden else grid.as_seen()
    below = [row for row in shown.rows if row.number >= layout.header + layout.depth]
    heads = {
        column
        for number in range(layout.header, layout.header + layout.depth)
        for column, cell in shown.row(number).cells.items()
        if not cell.empty
    }
    wide = [row for row in below if len(row.cells) > 1]
    used = {column for row in wide for column, cell in row.cells.items() if not cell.empty}
    return sorted(used - heads - set(layout.targets))


def inside_note(kind: Kind) -> Message | None:
    """Say of a list that nothing of it may leave the unit, ``None`` of others."""
    if not kind.stays_inside:
        return None
    return _("Lưu ý: danh sách “{kind}” chỉ dùng trong đơn vị, không gửi lên cấp trên.", kind=kind.plural)


def filled_note(plan: LoadPlan, say: Translator) -> Message | None:
    """Say which fields are filled in that the list does not tell, in how many new records."""
    told = [
        f"{_filled_field(field, plan, say)} ({plan.filled.get(field.name) or plan.usual[field.name]})"
        for field in plan.kind.fields
        if field.name in plan.filled or field.name in plan.usual
    ]
    return _("Tự ghi vào hồ sơ mới (số dòng): {fields}.", fields=", ".join(told)) if told else None


def _filled_field(field: Field, plan: LoadPlan, say: Translator) -> str:
    """Name a field, with the choice that is the same for all records."""
    if field.name in plan.filled:
        return say(field.label)
    return f"{say(field.label)}: {say.value(field.label_of(field.default) or field.default)}"
