"""Measures what an officer's laptop does and prints one table; ``script/bench --help`` tells the ways to ask.

What the table is made of lies under ``bench``, which also holds the benchmarks of single works.
"""

from __future__ import annotations

import subprocess
import sys

from environment import OFFSCREEN_LIBRARIES, ROOT, Installation, prepared, speak_utf8


def main(arguments: list[str]) -> int:
    """Prepare the environment and run the table in it; return its exit status."""
    python = prepared(Installation(extras=("dev",)), OFFSCREEN_LIBRARIES)
    if python is None:
        return 1
    return subprocess.run([str(python), str(ROOT / "bench" / "table.py"), *arguments], check=False).returncode


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
