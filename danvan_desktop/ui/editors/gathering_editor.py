"""What meetings and dialogues have in common: opinions, petitions made of them, minutes to preview."""

from __future__ import annotations

from typing import ClassVar

from danvan_desktop.localization import _
from danvan_desktop.ui.editors.child_rows import ChildRow
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opinions import OpinionsPanel, petition_of


class GatheringEditor(RecordEditor):
    """An editor with opinions; ``source`` is the petitions' source, ``form_code`` the printed minutes."""

    source: ClassVar[str]
    form_code: ClassVar[str]

    def add_opinions(self) -> None:
        """Add the tab of opinions."""
        self.opinions = OpinionsPanel(self.context, self.raise_petition)
        self.add_panel(self.opinions, _("Ý kiến"))

    def add_preview_button(self) -> None:
        """Add the button that shows the minutes as they will be printed."""
        self.preview_button = self.add_button(_("Xem biên bản in (Ctrl+P)"), self.preview)
        self.preview_button.setShortcut("Ctrl+P")

    def raise_petition(self, opinion: ChildRow) -> None:
        """Make a petition of an opinion in one save with all that is typed, and open it."""
        day = self.live_record().date(self.kind.date or "") or self.context.today()
        more = petition_of(opinion, self.live_record(), self.source, min(day, self.context.today()))

        def show_petition(_result: object) -> None:
            linked = self.context.store.get(opinion.uid)
            if linked is not None:
                self.open_requested.emit("petition", linked.text("petition"))

        self.save(show_petition, more)

    def preview(self) -> None:
        """Show the minutes; what was typed is saved first, since what is printed must be what is recorded."""
        if self.is_touched or self.record is None:
            self.save(lambda _result: self._show_minutes())
        else:
            self._show_minutes()

    def _show_minutes(self) -> None:
        # The preview draws with pypdfium2, which is loaded when somebody looks.
        from danvan_desktop.ui.preview.preview_dialog import show_report

        show_report(self.context, self.form_code, uid=self.uid, parent=self)
