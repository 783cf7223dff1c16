"""Renews the locks in .ci: the newest versions that fit pyproject.toml, with hashes, for Linux and Windows alike.

python3 script/lock.py [--keep]    (needs uv: pip install uv)

``--keep`` keeps the versions that are locked and adds only what pyproject.toml asks for anew. requirements.lock holds
all that the program and its checks need, requirements-run.lock the part of it that the program alone needs. Tools that
are run by hand (the extra ``mutation``) are not locked, since nobody runs them unasked.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from environment import BUILD_PACKAGES, LOCK, OLDEST_PYTHON, ROOT, RUN_LOCK

HEADER = """\
# Exact versions and hashes of everything {whose}, on Linux and Windows.
# Written by script/lock.py; used by script/run.py and script/test.py.
"""
OPTIONS = (
    "--quiet",
    "--universal",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--generate-hashes",
    "--python-version",
    ".".join(map(str, OLDEST_PYTHON)),
)


def main() -> int:
    """Resolve and write both; give the exit status of uv."""
    renewal = () if "--keep" in sys.argv[1:] else ("--upgrade",)
    return _lock(LOCK, "the program and its checks need", "--extra", "dev", *renewal) or _lock(
        RUN_LOCK, "the program needs", "--upgrade", "--constraint", str(LOCK)
    )


def _lock(target: Path, whose: str, *options: str) -> int:
    """Let uv write a lock, which it reads first for the versions that are to be kept."""
    resolved = subprocess.run(
        ["uv", "pip", "compile", *OPTIONS, *options, "--output-file", str(target), "pyproject.toml", "-"],
        cwd=ROOT,
        input="\n".join(BUILD_PACKAGES),
        encoding="utf-8",
    )
    if resolved.returncode == 0:
        text = HEADER.format(whose=whose) + target.read_text(encoding="utf-8")
        target.write_text(text, encoding="utf-8", newline="\n")
    return resolved.returncode


if __name__ == "__main__":
    sys.exit(main())
