"""What an import did, for other programs."""

from __future__ import annotations

from typing import Any

from danvan_desktop.cli.language import spoken
from danvan_desktop.sync import ImportResult


def import_json(result: ImportResult) -> dict[str, Any]:
    """Return the result of an import for other programs."""
    merge = result.merge
    return {
        "dry_run": result.dry_run,
        "status": result.status.value,
        "reason": result.reason.value if result.reason is not None else None,
        "waiting": result.waiting.id if result.waiting is not None else None,
        "number": result.manifest.number,
        "sender": result.manifest.sender.device,
        "sealing": result.sealing.value,
        "first_use": result.first_use,
        "added": merge.added,
        "known": merge.known,
        "filled": merge.filled,
        "parked": merge.parked,
        "quarantined": merge.quarantined,
        "files": merge.files,
        "held": result.held,
        "duplicates": result.duplicates,
        "new_records": merge.new_records,
        "changed_records": merge.changed_records,
        "deleted_records": merge.deleted_records,
        "conflicts": merge.conflicts,
        "reappeared": list(merge.reappeared),
        "archived": {str(year): count for year, count in merge.archived.items()},
        "missing": [
            {"number": missing.number, "moment": missing.moment.isoformat(timespec="seconds")}
            for missing in result.missing
        ],
        "held_back": [{"replica": held.replica, "stream": held.stream, "seq": held.seq} for held in result.held_back],
        "withheld": result.manifest.withheld,
        "warnings": [spoken()(warning) for warning in result.warnings],
    }
