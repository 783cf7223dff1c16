"""The sections of a form that have a heading: which field stands in which, and what each tells while it is folded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.kinds.view import Section
from danvan_desktop.ui.models.naming import shortened, shown
from danvan_desktop.ui.widgets.keys import has_keyboard

_LONGEST = 400
"""Letters of a text that a folded section tells."""


class FormSections:
    """In the order in which they stand."""

    def __init__(self) -> None:
        """Have none yet."""
        self._all: list[FoldingSection] = []
        self._of: dict[str, FoldingSection] = {}

    def __iter__(self) -> Iterator[FoldingSection]:
        """Go through all."""
        return iter(self._all)

    def __len__(self) -> int:
        """Count them."""
        return len(self._all)

    def __getitem__(self, place: int) -> FoldingSection:
        """Return one by its place."""
        return self._all[place]

    @property
    def staged(self) -> Sequence[FoldingSection]:
        """Those that are stages of the record."""
        return [section for section in self._all if section.stages]

    def add(self, section: Section, words: str, told: Callable[[], str], form: QWidget) -> FoldingSection:
        """Add one with its words, made in the form; ``told`` says what is written in it."""
        made = FoldingSection(words, section.stages, len(self.staged) + 1, told, form)
        self._all.append(made)
        self._of |= {name: made for row in section.rows for name in row}
        return made

    def refresh(self) -> None:
        """Let those that are folded tell what is written in them now."""
        for section in self._all:
            section.refresh()

    def is_seen(self, name: str) -> bool:
        """Tell whether a field is not folded away."""
        return name not in self._of or not self._of[name].is_folded

    def open_for(self, name: str) -> None:
        """Open the section in which a field stands."""
        if name in self._of:
            self._of[name].fold(folded=False)

    def names_in(self, section: FoldingSection) -> Sequence[str]:
        """Return the fields of a section in their order."""
        return [name for name, own in self._of.items() if own is section]

    def names_with(self, name: str) -> Sequence[str]:
        """Return the fields of the section in which a field stands, none where it stands in none."""
        return self.names_in(self._of[name]) if name in self._of else ()

    def is_typed_in(self, section: FoldingSection, touched: Collection[str]) -> bool:
        """Tell whether a field of a section is among those that were changed."""
        return any(name in touched for name in self.names_in(section))

    def fold_where_one_is(self, section: FoldingSection) -> bool:
        """Fold a section in which one types; tell whether it was so."""
        is_there = not section.is_folded and has_keyboard(section)
        if is_there:
            section.fold(folded=True)
        return is_there


def told_of(
    section: Section,
    kind: Kind,
    values: Mapping[str, Value],
    say: Translator,
    title_of: Callable[[str], str],
    called: Mapping[str, Mapping[str, Message | str]],
) -> str:
    """Tell what is written in a section, a line for each of its rows; nothing where nobody wrote there.

    ``called`` has the names of choices, by field, that the record has of its own.
    """

    def told(name: str) -> str:
        field, value = kind.by_name[name], values[name]
        text = "" if value is None or value is False else shown(field, _on_one_line(value), say, title_of)
        text = say(called.get(name, {}).get(str(value), text))
        return say(_("{field}: {value}", field=field.label, value=shortened(text, _LONGEST))) if text else ""

    names = [name for row in section.rows for name in row]
    if all(values[name] in (None, False, kind.by_name[name].default) for name in names):
        return ""
    lines = [" · ".join(filter(None, (told(name) for name in row))) for row in section.rows]
    return "\n".join(filter(None, lines))


def _on_one_line(value: Value) -> Value:
    """Write the lines of a text one after another, so that each is still seen to end."""
    lines = [line.strip() for line in value.splitlines() if line.strip()] if isinstance(value, str) else []
    return "; ".join([*(line.rstrip(";. ") for line in lines[:-1]), lines[-1]]) if len(lines) > 1 else value
