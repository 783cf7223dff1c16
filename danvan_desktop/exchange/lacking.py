"""Finds what single rows of a list leave empty though every record needs it."""

from __future__ import annotations

from danvan_desktop.domain.fields import Field
from danvan_desktop.exchange.planning import LoadPlan, PlannedRow


def lacking_in(plan: LoadPlan) -> list[Field]:
    """Return the fields for want of which rows are rejected: one value for all such rows would let them in."""
    needed = {field.name: field for field in plan.kind.asks_for(())}
    found = {
        str(problem.field)
        for row in plan.rows
        for problem in row.errors
        if problem.field in needed and _is_blank(plan, row, problem.field)
    }
    return [field for name, field in needed.items() if name in found]


def _is_blank(plan: LoadPlan, row: PlannedRow, name: str) -> bool:
    columns = [column for column, target in plan.layout.targets.items() if target.field == name]
    return bool(columns) and all(row.row.cell(column).empty for column in columns)
