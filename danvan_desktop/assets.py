"""Where the files that are not code lie: fonts, icons, rules, sample data, compiled catalogs.

An installed wheel carries them in ``danvan_desktop/_data``; a checkout (also one installed with
``pip install --editable``) has them beside the package, at the top of the repository.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")
_PACKAGE = Path(__file__).resolve().parent


class MissingResource(FileNotFoundError):
    """A file that comes with the program is gone, or not what it was: the installation is incomplete."""

    def __init__(self, path: Path) -> None:
        """Name the file by its whole path."""
        super().__init__(path)
        self.path = path


def _data_root() -> Path:
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def resource_path(*parts: str) -> Path:
    """Give the path of one resource, such as ``resource_path("fonts", "LiberationSerif-Bold.ttf")``.

    Raises:
        MissingResource: the installation is incomplete; the message holds the whole path.
    """
    path = _data_root().joinpath("resources", *parts)
    if not path.exists():
        raise MissingResource(path)
    return path


def read_resource(read: Callable[[bytes], Read], *parts: str) -> Read:
    """Read what a resource says.

    Raises:
        MissingResource: it is gone, or says nothing that ``read`` understands, as after a disk fault.
    """
    path = resource_path(*parts)
    try:
        return read(path.read_bytes())
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise MissingResource(path) from error


def guide_dir() -> Path:
    """Give the folder of the user guide: Markdown pages, sorted by file name, with their pictures."""
    return _data_root() / "docs" / "guide"


def catalog_dir() -> Path:
    """Give the folder of the gettext catalogs, laid out as ``<language>/LC_MESSAGES/danvan.mo``."""
    return _data_root() / "i18n"
