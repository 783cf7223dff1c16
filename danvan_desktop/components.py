"""What the program is made of: packages, libraries inside them and fonts, each with its licence.

They stand in ``resources/components.cdx.json`` (CycloneDX 1.6), written by ``script/sbom.py`` from the lock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

from danvan_desktop.assets import resource_path

BILL_OF_MATERIALS = "components.cdx.json"

_LICENCE_FILE = re.compile(r"(licen[cs]es?|copying|notice)", re.IGNORECASE)
_OFFERED = "LicenseRef-"
"""Begins the name of a licence that SPDX does not know, such as one that is sold."""
_FONT_LICENCES = {"Inter": "OFL-Inter.txt", "Liberation Serif": "OFL.txt"}


@dataclass(frozen=True)
class Component:
    """One part; ``version`` is empty where it tells none, ``licence`` is an SPDX expression."""

    name: str
    version: str
    licence: str
    within: str
    """The package that carries it; its own name for a package."""


def components() -> tuple[Component, ...]:
    """Give all parts by name, whatever their case.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    bill: dict[str, Any] = json.loads(resource_path(BILL_OF_MATERIALS).read_text("utf-8"))
    return tuple(sorted(map(_component, bill["components"]), key=lambda part: part.name.casefold()))


def licence_text(part: Component) -> str:
    """Give the words of its licence: of the part itself, of its package, of each licence named; empty without any."""
    if font := _FONT_LICENCES.get(part.name):
        return resource_path("fonts", font).read_text("utf-8")
    names = re.split(r"[^\w.-]+", part.licence)
    named = filter(None, map(_kept_here, names))
    return _kept_here(part.name) or "\n\n".join(_in_package(part.within, names) or named)


def _component(told: dict[str, Any]) -> Component:
    properties = {one["name"]: one["value"] for one in told.get("properties", ())}
    return Component(
        name=told["name"],
        version=told.get("version", ""),
        licence=told["licenses"][0]["expression"],
        within=properties.get("danvan:within", told["name"]),
    )


def _in_package(package: str, names: Collection[str]) -> list[str]:
    """Read what a package brings. One may bring words of a licence that is not taken: Qt's, which is sold."""
    try:
        found = files(package) or []
    except PackageNotFoundError:
        return []
    texts = (
        Path(path.locate())
        for path in found
        if path.parts[0].endswith(".dist-info")
        and _says_a_licence(path.parts)
        and not (path.stem.startswith(_OFFERED) and path.stem not in names)
    )
    return [text.read_text("utf-8", errors="replace") for text in texts if text.is_file()]


def _says_a_licence(parts: tuple[str, ...]) -> bool:
    return any(_LICENCE_FILE.match(part) for part in parts[1:])


def _kept_here(name: str) -> str:
    """Give a text that no package brings; empty where there is none."""
    path = resource_path("licences") / f"{name}.txt"
    return path.read_text("utf-8") if path.is_file() else ""
