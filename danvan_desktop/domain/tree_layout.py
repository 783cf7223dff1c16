"""Where the boxes of a tree stand: each step in a column of its own, a box halfway between what hangs from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Parents = Sequence[int | None]
"""For each box the index of the one that it hangs from, always an earlier one; ``None`` for those that begin."""


@dataclass(frozen=True)
class TreeBox:
    """A box of a tree: what stands in bold at its top, further lines, the index of the one that it hangs from.

    The one asked for ``stands_out``; what is only told of is ``pale``; ``uid`` is the record that it stands for.
    """

    name: str
    lines: tuple[str, ...]
    above: int | None
    stands_out: bool = False
    pale: bool = False
    uid: str = ""

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join((self.name, *self.lines))


@dataclass(frozen=True)
class Place:
    """Where a box stands, counted from the upper left: a whole column, and a row that may lie between two rows."""

    column: int
    row: float


def places_of(parents: Parents) -> list[Place]:
    """Place every box; those from which nothing hangs take the rows 0, 1, 2 and so on, in the order of reading."""
    below = _below(parents)
    columns, rows = _columns(parents), [0.0] * len(parents)
    for row, leaf in enumerate(leaves_of(parents)):
        rows[leaf] = row
    for box in reversed(range(len(parents))):
        if below[box]:
            rows[box] = (rows[below[box][0]] + rows[below[box][-1]]) / 2
    return [Place(column, row) for column, row in zip(columns, rows, strict=True)]


def leaves_of(parents: Parents) -> list[int]:
    """Return the boxes from which nothing hangs, from the top down."""
    below = _below(parents)
    waiting = [box for box in reversed(range(len(parents))) if parents[box] is None]
    found = []
    while waiting:
        box = waiting.pop()
        if not below[box]:
            found.append(box)
        waiting.extend(reversed(below[box]))
    return found


def with_what_is_above(parents: Parents, boxes: Iterable[int]) -> list[int]:
    """Return these boxes and all that they hang from, in their order."""
    found: set[int] = set()
    for box in boxes:
        above: int | None = box
        while above is not None and above not in found:
            found.add(above)
            above = parents[above]
    return sorted(found)


def pictures_of(parents: Parents, most_columns: int) -> list[list[int]]:
    """Cut a tree of more columns than that into pictures; a further one begins with a box in which one before ended.

    Raises:
        ValueError: less than two columns are asked for.
    """
    if most_columns < 2:
        raise ValueError("a picture of a tree has two columns or more")
    below, columns = _below(parents), _columns(parents)
    step = most_columns - 1
    pictures = []
    for begin in range(len(parents)):
        if columns[begin] % step or (columns[begin] and not below[begin]):
            continue
        picture = [begin]
        for box in picture:
            if columns[box] < columns[begin] + step:
                picture.extend(below[box])
        pictures.append(sorted(picture))
    return pictures


def _below(parents: Parents) -> list[list[int]]:
    below: list[list[int]] = [[] for _box in parents]
    for box, above in enumerate(parents):
        if above is not None:
            below[above].append(box)
    return below


def _columns(parents: Parents) -> list[int]:
    columns: list[int] = []
    for above in parents:
        columns.append(0 if above is None else columns[above] + 1)
    return columns
