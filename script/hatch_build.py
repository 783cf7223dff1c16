"""Build hook: compiles the catalogs; a wheel gets them and the resources as ``danvan_desktop/_data``."""

import re
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PICTURE = re.compile(r"\]\(\.\./(images/[^)]+)\)")


def pictures_of_the_guide(docs: Path) -> list[str]:
    """Return the pictures that the pages of the guide show, below ``docs``; the other documents have more."""
    pages = sorted((docs / "guide").glob("*.md"))
    return sorted({name for page in pages for name in _PICTURE.findall(page.read_text("utf-8"))})


class DataHook(BuildHookInterface[Any]):
    """Adds the files that are not code; an editable installation finds them in the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then add to ``build_data``; ``version`` is "standard" or "editable"."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "script"))
        from i18n import Catalogs

        # What is released comes of the sources alone, whatever an earlier checkout has left beside them.
        catalogs = Catalogs(root).compile(afresh=version != "editable")
        if version == "editable":
            return
        included = build_data["force_include"]
        included["resources"] = "danvan_desktop/_data/resources"
        for name in ("guide", *pictures_of_the_guide(root / "docs")):
            included[f"docs/{name}"] = f"danvan_desktop/_data/docs/{name}"
        for path in catalogs:
            relative = path.relative_to(root).as_posix()
            included[relative] = f"danvan_desktop/_data/{relative}"
