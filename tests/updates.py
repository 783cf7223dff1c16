"""Installed programs and updates of them, made of this checkout: real trees, real files, keys of the test's own."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from danvan_desktop.sync.update_file import write_update
from danvan_desktop.versions import MARK

ROOT = Path(__file__).resolve().parent.parent
SYSTEM = "linux-x86_64-py311"
DAY = dt.date(2026, 11, 29)
NEWS = ("Thêm sổ tiếp dân", "Sửa lỗi in <b>báo cáo</b>")


def public_half(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def program_tree(folder: Path, version: str, key: Ed25519PrivateKey, system: str = SYSTEM) -> Path:
    """Lay out a whole program as an installation has it, with this checkout's code under another version."""
    shutil.copytree(ROOT / "danvan_desktop", folder / "danvan_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", folder / "danvan_desktop" / "_data" / "resources")
    keys = folder / "danvan_desktop" / "_data" / "resources" / "updates" / "release-keys.txt"
    keys.write_text(f"# the test's own\n{public_half(key).hex()}\n", encoding="utf-8")
    init = folder / "danvan_desktop" / "__init__.py"
    init.write_text(f'"""The program."""\n\n__version__ = "{version}"\n', encoding="utf-8")
    (folder / MARK).write_text(f"{system}\n", encoding="ascii")
    return folder


def small_tree(folder: Path, version: str, system: str = SYSTEM, files: Mapping[str, str] | None = None) -> Path:
    """Lay out the least that is taken for a program."""
    package = folder / "danvan_desktop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f'__version__ = "{version}"\n', encoding="utf-8")
    (package / "__main__.py").write_text("def main():\n    print('mới')\n", encoding="utf-8")
    (folder / MARK).write_text(f"{system}\n", encoding="ascii")
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def update_of(
    tree: Path, out: Path, version: str, key: Ed25519PrivateKey, system: str = SYSTEM, news: Sequence[str] = NEWS
) -> Path:
    write_update(tree, out, version=version, system=system, news=news, key=key, made_on=DAY)
    return out


class Machine:
    """An account of a computer with the program installed; its processes are real ones."""

    def __init__(self, folder: Path, key: Ed25519PrivateKey, version: str = "1.0") -> None:
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.tree = program_tree(folder / "installed", version, key)
        self.store = folder / "kho" / "commune.db"

    @property
    def versions(self) -> Path:
        return self.home / ".local" / "state" / "danvan" / "versions"

    def environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return {
            **kept,
            "HOME": str(self.home),
            "PYTHONPATH": str(self.tree),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start it as the launcher of the package does."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "danvan_desktop", *arguments],
            env=self.environment(),
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        process = self.start(*arguments)
        out, err = process.communicate(timeout=240)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def make_store(self) -> None:
        made = self.run(
            "--store", str(self.store), "init", "--unit-name", "Xã Đông Sơn", "--unit-code", "DS", "--plain"
        )
        assert made.returncode == 0, made.stderr

    def update(self, file: Path) -> "subprocess.CompletedProcess[str]":
        return self.run("update", str(file), "--store", str(self.store))

    def version(self) -> str:
        return self.run("--version").stdout.strip()
