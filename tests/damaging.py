"""Damages store files in chosen places."""

from pathlib import Path

from danvan_desktop.store.connection import connect

PAGE = 4096


def root_page(path: Path, name: str) -> int:
    """Return the number of the first page of a table or an index, from 1."""
    connection = connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    connection.close()
    return int(page)


def zero_page(path: Path, page: int) -> None:
    """Overwrite a page with zeroes."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))


def zero(path: Path, name: str) -> None:
    """Overwrite the first page of a table or an index with zeroes."""
    zero_page(path, root_page(path, name))


def replace_bytes(path: Path, old: bytes, new: bytes) -> int:
    """Overwrite bytes wherever they stand, as bits that flip in text would; returns in how many places."""
    assert len(old) == len(new)
    content = path.read_bytes()
    path.write_bytes(content.replace(old, new))
    return content.count(old)


def pages_with(path: Path, content: bytes) -> list[int]:
    """Return the numbers of the pages that hold some bytes."""
    whole = path.read_bytes()
    return [at // PAGE + 1 for at in range(0, len(whole), PAGE) if content in whole[at : at + PAGE]]
