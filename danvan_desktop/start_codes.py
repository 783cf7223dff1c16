"""Keeps the compiled modules of a start in one file, which is read at once in place of four hundred.

Python finds, checks and reads each module's own file, and looks up each name in it among all that were read before. In
one piece a name that many modules share is there once. What is kept is what Python itself keeps, in the same folder and
under the same condition: a module whose source has another size or another moment is not taken from here, nor is one
that is looked for elsewhere.

The file has two parts, each read when its first module is asked for: the frame's, and the rest until the page.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib._bootstrap import ModuleSpec
from importlib._bootstrap_external import MAGIC_NUMBER, SourceFileLoader, cache_from_source

TYPE_CHECKING = False  # as type checkers take it, without loading ``typing``
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import CodeType, ModuleType
    from typing import Any, BinaryIO

    from danvan_desktop.start_patterns import Patterns

    _Entry = tuple[str, str, int, int, CodeType]
    """The source, which of the folders that are looked through it is found in, its moment and size, what it became."""

_PACKAGE = "danvan_desktop"
_PAGE_BEGINS = "danvan_desktop.ui.session"
"""The first module that is loaded once the frame is painted."""
_OF_A_START = ("danvan_desktop.ui.app", _PAGE_BEGINS, "danvan_desktop.ui.pages.overview_page")
"""What brings with it nearly all that a start loads."""
_BEGINNING = b"danvan start 2\n" + MAGIC_NUMBER
_WIDTH = 8
_INIT = "__init__.py"
_UNREADABLE = (OSError, EOFError, ValueError, TypeError)


def use() -> None:
    """Take the modules of this start from there from now on."""
    if not _finders():
        sys.meta_path.insert(0, finder := KeptCodes())
        finder.keep_patterns()


def note_start() -> None:
    """Note what was loaded by now as that which a start loads."""
    for finder in _finders():
        finder.note_start()


def keep_if_lacking() -> None:
    """Write the file anew where this start had to load a module in the usual way."""
    for finder in _finders():
        if finder.lacking and not sys.dont_write_bytecode:
            keep(finder.wanted, finder.codes_of_patterns())


def main() -> None:
    """Keep what a start loads beforehand, for those who may not write where the program is."""
    before = [*sys.modules]
    sys.meta_path.insert(0, finder := KeptCodes())
    finder.keep_patterns()
    for name in _OF_A_START:
        __import__(name)
    finder.note_start()
    keep((*before, *finder.wanted), finder.codes_of_patterns())


def keep(names: Sequence[str], patterns: Mapping[Any, Any]) -> None:
    """Write the codes of modules, in the order in which they are loaded, and of expressions, unless that is refused."""
    begins = names.index(_PAGE_BEGINS) if _PAGE_BEGINS in names else len(names)
    frame, page = dict(_entries(names[:begins])), dict(_entries(names[begins:]))
    first = marshal.dumps(frame)
    told = marshal.dumps((list(_places()), list(page), dict(patterns), len(first)))
    path = _path()
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.write(_BEGINNING + len(told).to_bytes(_WIDTH, "big") + told + first + marshal.dumps(page))
            file.flush()
            os.fsync(file.fileno())  # one that a power cut tore would be read by every start
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.unlink(part)


class KeptCodes:
    """Finds the modules that are kept; any other is found as without it."""

    def __init__(self) -> None:
        """Open the file."""
        self._path = _path()
        self._asked: list[str] = []
        self._file: BinaryIO | None = None
        self._found: dict[str, _Entry] = {}
        self._later: frozenset[str] = frozenset()
        self._of_start = 0
        self._patterns: Mapping[Any, Any] = {}
        self.patterns: Patterns | None = None
        try:
            self._open()
        except _UNREADABLE:
            self._found = {}

    def _open(self) -> None:
        file = open(self._path, "rb")  # stays open for the rest
        if file.read(len(_BEGINNING)) == _BEGINNING:
            told = int.from_bytes(file.read(_WIDTH), "big")
            places, later, patterns, first = marshal.loads(file.read(told))
            if places == _places():
                self._patterns = patterns
                self._found = marshal.loads(file.read(first))
                self._later, self._file = frozenset(later), file
                return
        file.close()

    def keep_patterns(self) -> None:
        """Spare this start what was compiled of regular expressions, too, where Python has the compiler we know."""
        try:
            from danvan_desktop.start_patterns import Patterns
        except ImportError:
            return
        self.patterns = Patterns(self._patterns)

    def codes_of_patterns(self) -> Mapping[Any, Any]:
        """Return what is to be kept of them."""
        return {} if self.patterns is None else self.patterns.all()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module is and what it was compiled to."""
        if name == _PACKAGE:  # which of several versions runs is decided elsewhere
            return None
        self._asked.append(name)
        if name in self._later:
            self._read_rest()
        entry = self._found.pop(name, None)
        if entry is None or entry[1] not in (sys.path if path is None else path) or not _is_current(entry):
            return None
        return self._spec(name, entry)

    def _read_rest(self) -> None:
        self._later, file, self._file = frozenset(), self._file, None
        if file is not None:
            try:
                with file:
                    self._found |= marshal.loads(file.read())
            except _UNREADABLE:
                pass

    def _spec(self, name: str, entry: _Entry) -> ModuleSpec:
        place, _folder, _moment, _size, code = entry
        is_package = place.endswith(_INIT)
        spec = ModuleSpec(name, _Loader(name, place, code), origin=place, is_package=is_package)
        spec.has_location, spec.cached = True, self._path
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(place)]
        return spec

    def note_start(self) -> None:
        """Note what was loaded by now as that which a start loads."""
        self._of_start = len(self._asked)
        if self.patterns is not None:
            self.patterns.end()

    @property
    def wanted(self) -> Sequence[str]:
        """What a start loads, in this order, and what others before it did."""
        later = [name for name in self._asked[self._of_start :] if _is_from_here(name)]
        return (*self._loaded(), *later, *(name for name in self._found if name not in sys.modules))

    @property
    def lacking(self) -> Sequence[str]:
        """What of this start was not kept, or not any more."""
        expressions = ["re"] if self.patterns is not None and self.patterns.lacking else []
        return [*(name for name in self._loaded() if not _is_from_here(name)), *expressions]

    def _loaded(self) -> Sequence[str]:
        asked = dict.fromkeys(self._asked[: self._of_start])
        return [name for name in asked if _source_of(name) is not None]


class _Loader(SourceFileLoader):
    """Loads a module of which the code is known."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code: CodeType | None = code

    def get_code(self, fullname: str) -> CodeType | None:
        """Give it, once: who asks later may have another source."""
        code, self._code = self._code, None
        return super().get_code(fullname) if code is None else code


def _finders() -> Sequence[KeptCodes]:
    return [finder for finder in sys.meta_path if isinstance(finder, KeptCodes)]


def _path() -> str:
    """Return the place of the file, beside what Python keeps of this version of it."""
    return cache_from_source(os.path.join(os.path.dirname(os.path.abspath(__file__)), "start.py"))[:-3] + "codes"


def _places() -> Sequence[str]:
    """Return where modules are looked for; the first is where somebody stands, or the script that was called."""
    return sys.path[1:]


def _source_of(name: str) -> str | None:
    """Return the source of a module that was compiled from a file of its own, ``None`` for any other."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return spec.origin if spec is not None and type(spec.loader) in {SourceFileLoader, _Loader} else None


def _is_from_here(name: str) -> bool:
    return isinstance(getattr(sys.modules.get(name), "__loader__", None), _Loader)


def _entries(names: Iterable[str]) -> Iterator[tuple[str, _Entry]]:
    """Give the codes of modules as Python keeps them."""
    for name in names:
        place = _source_of(name)
        if place is not None:
            try:
                source = os.stat(place)
                code = SourceFileLoader(name, place).get_code(name)
            except (OSError, SyntaxError):
                continue
            if code is not None:
                folder = os.path.dirname(place.removesuffix(os.sep + _INIT))
                yield name, (place, folder, source.st_mtime_ns, source.st_size, code)


def _is_current(entry: _Entry) -> bool:
    place, _folder, moment, size, _code = entry
    try:
        source = os.stat(place)
    except OSError:
        return False
    return source.st_mtime_ns == moment and source.st_size == size


if __name__ == "__main__":
    main()
