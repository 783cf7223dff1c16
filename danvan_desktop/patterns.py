"""Regular expressions that are compiled at their first use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:

    def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
        """Return what ``re.compile`` returns, as far as its methods go."""

else:

    class pattern:  # noqa: N801 - stands for a function
        """Compiles on demand: Python keeps no compiled patterns, and a start loads some fifty that it hardly uses."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._told = (text, flags)

        def __getattr__(self, name: str) -> Any:
            value = getattr(re.compile(*self._told), name)
            setattr(self, name, value)
            return value
