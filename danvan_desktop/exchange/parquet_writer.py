"""Writes a table as Parquet for programs of analysis, where pyarrow is installed; it is too large to come along."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.outgoing import Table
from danvan_desktop.localization import _


def write_parquet(table: Table, path: Path) -> None:
    """Write the file, columns by the names of the fields; raises TableError when pyarrow is not there."""
    arrow, parquet = arrow_modules()
    rows = list(table.rows)
    arrays = [
        arrow.array([values[place] for values in rows], arrow_type(arrow, column.type))
        for place, column in enumerate(table.columns)
    ]
    names = [str(column.target) for column in table.columns]
    parquet.write_table(arrow.Table.from_arrays(arrays, names=names), path)


def arrow_modules() -> tuple[Any, Any]:
    """Load pyarrow and its part for Parquet; raises TableError when they are not there."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise TableError(
            _("Muốn xuất .parquet phải cài thêm gói pyarrow (pip install pyarrow); hoặc hãy xuất .xlsx, .csv.")
        ) from error


def arrow_type(arrow: Any, field_type: FieldType) -> Any:
    """Return the type of a field's column."""
    match field_type:
        case FieldType.INTEGER | FieldType.MONEY:
            return arrow.int64()
        case FieldType.DECIMAL:
            return arrow.float64()
        case FieldType.DATE:
            return arrow.date32()
        case FieldType.TIME:
            return arrow.time32("s")
        case FieldType.DATETIME:
            return arrow.timestamp("s")
        case _other:
            return arrow.string()
