"""Prepares what a checkout needs to run: a virtual environment with locked packages, Qt's shared libraries.

Standard library only: it runs on the machine's own Python, before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / ".ci" / "requirements.lock"
"""All that the program and its checks need, with hashes."""
RUN_LOCK = ROOT / ".ci" / "requirements-run.lock"
"""What the program alone needs of it."""
BUILD_PACKAGES = ("hatchling", "babel")
"""What makes an installation of the checkout itself."""
STAMP = VENV / "danvan-installed"
OLDEST_PYTHON = (3, 11)

OFFSCREEN_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""Shared library -> Debian package, for Qt without a screen (QT_QPA_PLATFORM=offscreen)."""

WINDOW_LIBRARIES = {
    **OFFSCREEN_LIBRARIES,
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""The same for a real window."""


class SetupError(Exception):
    """The machine lacks something that cannot be installed from here; the text says what to do."""


@dataclass(frozen=True)
class Installation:
    """What to put into the virtual environment: ``extras`` of the project, such as ``("dev",)``."""

    extras: tuple[str, ...] = ()

    @property
    def requirement(self) -> str:
        """The project itself, in place, as pip names it."""
        return f"{ROOT}[{','.join(self.extras)}]" if self.extras else str(ROOT)

    @property
    def lock(self) -> Path:
        """The file that names the exact packages."""
        return LOCK if self.extras else RUN_LOCK

    @property
    def fingerprint(self) -> str:
        """Changes when the packages, their versions or the Python that carries them change."""
        digest = hashlib.sha256(_python_version().encode())
        for path in (LOCK, RUN_LOCK, ROOT / "pyproject.toml", ROOT / "script" / "hatch_build.py"):
            digest.update(path.read_bytes())
        return digest.hexdigest()


def speak_utf8() -> None:
    """Let Vietnamese be printed whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def venv_python() -> Path:
    """Give the Python of the virtual environment, which may not exist yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_environment(wanted: Installation) -> Path:
    """Make the virtual environment fit ``wanted`` and give its Python; quick when it already does.

    Raises:
        SetupError: Python is too old, or pip is missing or failed.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            f"Cần Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} trở lên; máy này có {sys.version.split()[0]}."
        )
    if not _is_installed(wanted):
        _install(wanted)
    return venv_python()


def prepared(wanted: Installation, libraries: dict[str, str]) -> Path | None:
    """Make environment and libraries ready and give the Python of it; says why where it cannot, and gives ``None``."""
    try:
        python = ensure_environment(wanted)
        ensure_qt_libraries(libraries)
    except SetupError as error:
        print(error, file=sys.stderr)
        return None
    return python


def ensure_qt_libraries(libraries: dict[str, str]) -> None:
    """Install the Debian packages of those ``libraries`` that this Linux machine lacks.

    Raises:
        SetupError: some are missing and there is no right, or no apt-get, to install them.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries(libraries)
    if missing:
        _install_debian_packages(missing)


def missing_libraries(libraries: dict[str, str]) -> dict[str, str]:
    """Give those of ``libraries`` that the dynamic loader cannot find."""
    return {name: package for name, package in libraries.items() if not _loads(name)}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_debian_packages(missing: dict[str, str]) -> None:
    packages = sorted(set(missing.values()))
    if shutil.which("apt-get") is None:
        raise SetupError(f"Thiếu thư viện của Qt: {', '.join(missing)}. Hãy cài bằng trình quản lý gói của máy.")
    prefix = _root_prefix()
    if prefix is None:
        raise SetupError(
            "Thiếu thư viện của Qt. Hãy chạy lệnh sau rồi thử lại:\n"
            f"  sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"
        )
    print(f"Cài thư viện hệ thống cho Qt: {' '.join(packages)}", flush=True)
    apt = [*prefix, "apt-get", "--quiet=2", "--yes"]
    _run([*apt, "update"])
    _run([*apt, "install", "--no-install-recommends", *packages])


def _root_prefix() -> list[str] | None:
    """Give what to put before a command so that it runs as root, or None when that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def _is_installed(wanted: Installation) -> bool:
    if not (STAMP.is_file() and venv_python().exists()):
        return False
    fingerprint, *extras = STAMP.read_text(encoding="utf-8").split()
    return fingerprint == wanted.fingerprint and set(wanted.extras) <= set(extras)


def _install(wanted: Installation) -> None:
    print(f"Chuẩn bị môi trường Python trong {VENV} (lần đầu cần tải khoảng 150 MB)…", flush=True)
    pip = _make_venv()
    # A package of other content than the locked one is refused; the checkout, which has no hash, brings none along.
    _run([*pip, "install", "--require-hashes", "--requirement", str(wanted.lock)])
    _run([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", wanted.requirement])
    STAMP.write_text(" ".join([wanted.fingerprint, *wanted.extras]), encoding="utf-8")


def _make_venv() -> list[str]:
    """Make the virtual environment if there is none that fits; give the pip command that fills it."""
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if not _venv_fits():
        _run([sys.executable, "-m", "venv", "--clear", *([] if with_pip else ["--without-pip"]), str(VENV)])
    if _works(venv_python(), "-m", "pip", "--version"):
        return [str(venv_python()), "-m", "pip"]
    # Debian keeps ensurepip apart (python3-venv); the machine's own pip can fill the environment too.
    if _works(Path(sys.executable), "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip", "--python", str(venv_python())]
    raise SetupError("Máy chưa có pip. Trên Debian/Ubuntu hãy chạy: sudo apt-get install python3-venv python3-pip")


def _venv_fits() -> bool:
    """Tell whether the environment works and is of the Python that runs this, which may have been upgraded."""
    config = VENV / "pyvenv.cfg"
    if not (config.is_file() and _works(venv_python())):
        return False
    return f"version = {_python_version()}." in config.read_text(encoding="utf-8")


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _works(python: Path, *arguments: str) -> bool:
    command = [str(python), *(arguments or ("-c", ""))]
    return python.exists() and subprocess.run(command, capture_output=True).returncode == 0


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
        raise SetupError(f"Không chạy được lệnh: {' '.join(command)}")
