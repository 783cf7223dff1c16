"""The button of an editor that shows its record as it will be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.keys import on_key

if TYPE_CHECKING:
    from danvan_desktop.domain.record import Record
    from danvan_desktop.reports.form import ReportForm

_KEY_TOLD = _("Xem bản in (Ctrl+P)")
_LONGEST = 90
"""Letters of a menu entry that names a part."""


class PrintButton(Button):
    """Offers the forms of a kind and of its parts; Ctrl+P takes the first that has something to say.

    Those that have nothing to say of the record stand below the others; who asks for one is told why. Papers of a part,
    as of somebody who was received, stand with its title, where they have something to say of it. Hidden when there are
    no forms. ``show_form`` is called with the code of the form chosen and the uid of the part, empty for the record
    itself; ``uid`` gives the record's, empty before it is saved.
    """

    def __init__(
        self,
        kind: str,
        translator: Translator,
        store: Store,
        uid: Callable[[], str],
        show_form: Callable[[str, str], object],
        parent: QWidget,
    ) -> None:
        """List the forms that print one record of ``kind``."""
        # The catalogue names every form of the program; lists open without it.
        from danvan_desktop.reports.catalogue import forms_of_kind

        super().__init__(translator(_KEY_TOLD), parent, picture=icon("preview"))
        self.setToolTip(translator(_KEY_TOLD))
        self._say, self._store, self._uid, self._show_form = translator, store, uid, show_form
        self._declared = forms_of_kind(kind)
        parts = (one.name for one in store.kinds if one.parent == kind)
        self._forms_of_parts = {name: forms for name in parts if (forms := forms_of_kind(name))}
        self.setVisible(bool(self._declared or self._forms_of_parts))
        if not self._declared and not self._forms_of_parts:
            return
        on_key(parent, "Ctrl+P", self.show_first)
        if len(self._declared) == 1 and not self._forms_of_parts:
            self.clicked.connect(self.show_first)
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def tell_key(self, *, told: bool) -> None:
        """Say the key in the words of the button, or by its tooltip alone."""
        self.setText(self._say(_KEY_TOLD if told else _("Xem bản in")))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the forms of the kind, those first that are wanted in the state of the stored record."""
        return tuple(form.code for form in self._forms)

    @property
    def _forms(self) -> Sequence[ReportForm]:
        record = self._store.get(self._uid()) if self._uid() else None
        state = "" if record is None else record.text("state")
        fitting = [form for form in self._declared if record is None or form.is_of(record)]
        return sorted(fitting, key=lambda form: state not in form.wanted_in)

    def show_first(self) -> None:
        """Show the form that is asked for most, of those that have something to say."""
        empty = self._with_nothing_to_say()
        own = [(code, "") for code in self.codes if code not in empty]
        of_parts = ((form.code, part.uid) for form, part in self._of_parts())
        nothing = [(code, "") for code in self.codes]
        chosen = next(chain(own, of_parts, nothing), None)
        if chosen is not None:
            self._show_form(*chosen)

    def fill(self) -> None:
        """Offer the forms, as the record is now."""
        menu, empty, forms = self.menu(), self._with_nothing_to_say(), self._forms
        menu.clear()
        told = [form for form in forms if form.code not in empty]
        for form in told:
            self._offer(form, self._say(form.title), self._say(form.description))
        for form, part in self._of_parts():
            title = f"{self._say(form.title)} – {self._store.kinds[part.kind].title_of(part)}"
            self._offer(form, shortened(title, _LONGEST), self._say(form.description), part.uid)
        if len(told) < len(forms):
            menu.addSection(self._say(_("Chưa có gì để in")))
        for form in forms:
            if form.code in empty:
                self._offer(form, self._say(form.title), empty[form.code])

    def _offer(self, form: ReportForm, title: str, hint: str, part: str = "") -> None:
        action = self.menu().addAction(title.replace("&", "&&"))
        action.setToolTip(hint)
        action.triggered.connect(lambda _checked=False: self._show_form(form.code, part))

    def _of_parts(self) -> Iterator[tuple[ReportForm, Record]]:
        """Go through the papers that can be printed of the parts as they are stored, part by part."""
        from danvan_desktop.reports.context import ReportContext

        today = self._store.today()
        for kind, forms in self._forms_of_parts.items():
            for part in self._store.children(self._uid(), kind) if self._uid() else ():
                context = ReportContext(self._store, today, part.uid)
                fitting = [form for form in forms if form.is_of(part)]
                yield from ((form, part) for form in fitting if form.nothing_to_say(context) is None)

    def _with_nothing_to_say(self) -> dict[str, str]:
        """Return the codes of those that have nothing to say of the record as it is stored, with the reason."""
        from danvan_desktop.reports.context import ReportContext

        context = ReportContext(self._store, self._store.today(), self._uid())
        if self._store.get(context.uid) is None:
            return {}
        reasons = ((form.code, form.nothing_to_say(context)) for form in self._forms)
        return {code: self._say(reason) for code, reason in reasons if reason is not None}
