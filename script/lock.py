"""Renews .ci/requirements.lock: the newest versions that fit pyproject.toml, for Linux and Windows alike.

python3 script/lock.py    (needs uv: pip install uv)
"""

from __future__ import annotations

import subprocess
import sys

from environment import LOCK, OLDEST_PYTHON, ROOT

HEADER = """\
# Exact versions of everything the program and its checks need, on Linux and Windows.
# Written by script/lock.py; used by script/run.py and script/test.py.
"""
OPTIONS = (
    "--quiet",
    "--universal",
    "--all-extras",
    "--upgrade",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def main() -> int:
    """Resolve and write; give the exit status of uv."""
    python = ".".join(map(str, OLDEST_PYTHON))
    resolved = subprocess.run(
        ["uv", "pip", "compile", *OPTIONS, "--python-version", python, "pyproject.toml"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if resolved.returncode == 0:
        LOCK.write_text(HEADER + resolved.stdout, encoding="utf-8", newline="\n")
    return resolved.returncode


if __name__ == "__main__":
    sys.exit(main())
