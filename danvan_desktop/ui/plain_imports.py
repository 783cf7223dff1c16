"""Spares a start what PySide6 loads for features that this program does not use.

For ``from __feature__ import snake_case`` PySide6 takes the import of modules over, would read the source of every
module that is imported and look for its own name there. And it compiles anew, at every start, what tells the
signatures of its functions: wanted for the words of a TypeError, and to write type stubs. Together a fifth of the
processor's time of a start.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import Any

from danvan_desktop.ui.plain_enums import make_enums_plainly

_SIGNATURES = "shibokensupport.signature"
_FEATURES, _MAPPING = "shibokensupport.feature", f"{_SIGNATURES}.mapping"
_SELDOM = (
    _FEATURES,
    f"{_SIGNATURES}.errorhandler",
    f"{_SIGNATURES}.layout",
    f"{_SIGNATURES}.lib.enum_sig",
    f"{_SIGNATURES}.lib.pyi_generator",
    f"{_SIGNATURES}.lib.tool",
    _MAPPING,
    f"{_SIGNATURES}.parser",
)
"""What is run only once something of it is asked for."""
_BACKPORTS = "typing_extensions"
_running = RLock()


def import_plainly() -> None:
    """Load PySide6, and let what is loaded after it be imported as without it."""
    plain = builtins.__import__

    def import_watching(name: str, *more: Any, **named: Any) -> ModuleType:
        if name == _SIGNATURES and "PySide6" in sys.modules:
            builtins.__import__ = plain
            _put_off()
        return plain(name, *more, **named)

    builtins.__import__ = import_watching
    make_enums_plainly()
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__ = plain
    _without_backports()


def _without_backports() -> None:
    """Let msgspec take from ``typing`` what it would look for in a package for older Pythons, which is a long one."""
    if _BACKPORTS in sys.modules:
        return
    sys.modules[_BACKPORTS] = None  # type: ignore[assignment]  # as the import system wants it
    try:
        import_module("msgspec")
    finally:
        del sys.modules[_BACKPORTS]


def _put_off() -> None:
    """Let modules stand in for those that are seldom asked; without them where PySide6 has no such."""
    for name in _SELDOM:
        with suppress(ImportError):
            if (spec := find_spec(name)) is not None:
                sys.modules[name] = later = _Later(spec)
                later.__dict__.update(_AT_ONCE.get(name, {}))


def _no_feature(*_asked: Any, **_named: Any) -> None:
    """Leave an import to Python."""


def _update_mapping() -> Any:
    mapping = sys.modules[_MAPPING]
    if isinstance(mapping, _Later):
        mapping.run()
    return mapping.update_mapping()


_AT_ONCE: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    _FEATURES: {"feature_import": _no_feature, "feature_imported": _no_feature},
    _MAPPING: {"update_mapping": _update_mapping},
}
"""What PySide6 itself looks up in modules that stand in: at each import while it is loaded, and for a TypeError."""


class _Later(ModuleType):
    """A module that is run at the first question for something in it."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = ModuleSpec(spec.name, spec.loader)  # PySide6 gives it another name
        self._unrun: ModuleSpec | None = spec

    def run(self) -> None:
        """Run it, once."""
        with _running:
            spec, self._unrun = self._unrun, None
            if spec is not None and spec.loader is not None:
                self.__spec__ = spec
                spec.loader.exec_module(self)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self.run()
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
