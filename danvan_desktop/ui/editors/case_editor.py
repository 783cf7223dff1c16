"""Editing a case: a long, mass or over-level one that nobody is left to settle ends in a public dialogue."""

from __future__ import annotations

from danvan_desktop.domain.rules.cases import ends_in_public
from danvan_desktop.localization import _
from danvan_desktop.ui.editors.case_making import PetitionMaking
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.split_button import SplitButton


class CaseEditor(RecordEditor):
    """A case with what happened day by day."""

    def add_parts(self) -> None:
        """Add what happened, and the offer of a dialogue."""
        super().add_parts()
        self.split = SplitButton(self)
        self.petition = PetitionMaking(self)
        self.dialogue_button = self.add_button(_("Đối thoại, công khai kết quả…"), self.begin_dialogue)
        self.dialogue_button.setToolTip(
            self.say(
                _("Vụ việc đông người, kéo dài, vượt cấp đã hết thẩm quyền: lập hội nghị đối thoại, công khai kết quả")
            )
        )

    def refresh_live(self) -> None:
        """Offer the dialogue where one is owed, and what else the letter may become."""
        self.split.refresh()
        self.petition.refresh()
        self.dialogue_button.setVisible(ends_in_public(self.live_record()))

    def begin_dialogue(self) -> None:
        """Open a new dialogue about the result; the summary names nobody."""
        case = self.live_record()
        preset = {"kind": "explain", "topic": case.text("title"), "unit": case.text("unit")}
        open_editor(self.context, "dialogue", preset=preset, parent=self, by=self)
