"""Prints what a bundle holds."""

import json
import sys
from pathlib import Path

from . import due_cells, read


def main() -> None:
    """Print it."""
    bundle = read(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3])
    manifest = bundle.manifest
    tell = sys.stdout.write
    tell(f"bundle {manifest['number']} of {manifest['unit']['name']}, {manifest['made_at']}\n")
    for entry in bundle.entries:
        line = [*entry.id, entry.kind, entry.uid, entry.values]
        tell(json.dumps(line, ensure_ascii=False) + "\n")
    for entry_id, name in sorted(due_cells(bundle.entries, bundle.devices)):
        tell(f"erase {':'.join(map(str, entry_id))} {name}\n")


main()
