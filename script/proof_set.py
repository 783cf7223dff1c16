"""Writes a new frozen set of what papers prove; run it when a test says that the newest set is not what is printed.

``python script/proof_set.py`` writes ``resources/proof/set-N.json`` with the next number and enters its hash in
``resources/proof/hashes.json``; then set ``NEWEST`` in ``danvan_desktop/reports/proof/frozen.py`` to it. Sets that were
released are never written again.
"""

import hashlib
import json
from pathlib import Path

import msgspec

from danvan_desktop.reports.proof import current_set

FOLDER = Path(__file__).parents[1] / "resources" / "proof"


def main() -> None:
    """Write the next set."""
    hashes = json.loads((FOLDER / "hashes.json").read_text("utf-8"))
    number = len(hashes) + 1
    data = msgspec.json.format(msgspec.json.encode(current_set(number)), indent=1) + b"\n"
    path = FOLDER / f"set-{number}.json"
    path.write_bytes(data)
    hashes[path.name] = hashlib.sha256(data).hexdigest()
    (FOLDER / "hashes.json").write_text(json.dumps(hashes, indent=2) + "\n", "utf-8", newline="\n")
    print(f"{path}: set NEWEST = {number} in danvan_desktop/reports/proof/frozen.py")


if __name__ == "__main__":
    main()
