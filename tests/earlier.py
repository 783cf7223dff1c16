"""Stores as earlier releases wrote them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from danvan_desktop.domain.rules import petitions


@contextmanager
def complaints_as_petitions() -> Iterator[None]:
    """Let complaints and denunciations be written among the petitions, as before cases had a book of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(petitions, "_KEPT_ELSEWHERE", frozenset())
        yield
