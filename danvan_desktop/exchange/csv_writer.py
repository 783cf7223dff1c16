"""Writes a table as separated values: UTF-8 that Excel recognises, dates day first, nothing that it would compute."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from danvan_desktop.exchange.escaping import escaped
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.outgoing import Table


def write_csv(table: Table, path: Path) -> None:
    """Write the file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([escaped(column.heading) for column in table.columns])
        writer.writerows([_text(value) for value in values] for values in table.rows)


def _text(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.strftime("%d/%m/%Y %H:%M")
        case dt.date():
            return value.strftime("%d/%m/%Y")
        case dt.time():
            return value.strftime("%H:%M")
        case float():
            return str(value).replace(".", ",")
        case str():
            return escaped(value)
        case _other:
            return str(value)
