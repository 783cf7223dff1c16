"""Copies of values with some parts changed, whether these are declared as structs or as dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from msgspec import Struct, structs

T = TypeVar("T")


def replace(value: T, **changes: Any) -> T:
    """Return the value with these of its parts changed."""
    if isinstance(value, Struct):
        return structs.replace(value, **changes)
    a_dataclass: Any = value
    copied: T = dataclasses.replace(a_dataclass, **changes)
    return copied
