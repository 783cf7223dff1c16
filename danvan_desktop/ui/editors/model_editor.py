"""Editing a model: where it was taken up is looked at as a tree, from which every model of it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.kinds.scoring import SCORE
from danvan_desktop.domain.replication import boxes_of, replication_of
from danvan_desktop.domain.rules.model_scores import Scoring, scoring_by
from danvan_desktop.domain.tree_layout import TreeBox
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.tree_picture import TreePicture

_SHOWN = ("model", "recognition", "unit")
"""What the tree tells of."""


class ModelEditor(RecordEditor):
    """A model with its points and the tree in which it stands."""

    def make_live(self) -> None:
        """Make the line that adds the points up while they are typed."""
        self.scored = LiveResult()

    def add_parts(self) -> None:
        """Add the parts and what their points come to, then the tree."""
        super().add_parts()
        self.show_above_tabs(self.scored)
        self.tree = ReplicationTree(self.context, self.tabs.room)
        self.tree.picture.opened.connect(self._open)
        self.tabs.addTab(self.tree, self.say(_("Nhân rộng")))

    def refresh_live(self) -> None:
        """Add the points up anew, and show the tree of the record that is stored."""
        scoring = scoring_by(self.context.store, self.parts.typed(SCORE.name))
        if scoring.is_scored:
            self.scored.tell(scored_words(scoring, self.say), good=not scoring.unscored)
        else:
            self.scored.hide()
        self.tree.show_model(self.uid if self.record is not None else "")

    def _open(self, uid: str) -> None:
        if uid != self.uid:
            self.open_requested.emit(self.kind.name, uid)
        else:
            self.tabs.setCurrentIndex(0)


def scored_words(scoring: Scoring, say: Translator) -> str:
    """Say what the points come to, and which criteria lack some."""
    lines: list[Message] = [_("Tổng điểm: {points}/{most}.", points=rounded(scoring.points), most=scoring.most)]
    if scoring.unscored:
        lines.append(_("Chưa chấm: {criteria}.", criteria="; ".join(scoring.unscored)))
    return " ".join(say(line) for line in lines)


class ReplicationTree(QStackedWidget):
    """The tree of a model, read when it is looked at; what to do while there is none."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._context, self._uid, self._is_stale = context, "", True
        say = context.translator
        hint = _(
            "Chưa nơi nào làm theo mô hình này. Ghi ô “Nhân rộng từ mô hình” ở mô hình làm theo, hoặc nơi nhân rộng ở"
            " mục Công nhận."
        )
        self.hint = text_label(say(hint), "emptyHint", wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = TreePicture(say(_("Sơ đồ nhân rộng: mũi tên để đi, Enter để mở mô hình")))
        self.addWidget(self.hint)
        self.addWidget(self.picture)
        self.setFocusProxy(self.picture)
        context.operations.changed.connect(self._changed)

    def show_model(self, uid: str) -> None:
        """Show the tree in which a model stands, nothing without one."""
        if uid != self._uid:
            self._uid = uid
            self._look_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._look_anew()

    def _changed(self, summary: ChangeSummary) -> None:
        if summary.touches(*_SHOWN):
            self._look_anew()

    def _look_anew(self) -> None:
        self._is_stale = True
        if not self.isVisible():
            return
        self._is_stale = False
        uid, say = self._uid, self._context.translator

        def boxes(store: Store) -> Sequence[TreeBox]:
            model = store.get(uid) if uid else None
            spots = replication_of(model, store) if model is not None else []
            if len(spots) == 1 and len(spots[0].models) == 1:
                return ()
            return boxes_of(spots, uid, store, say)

        self._context.operations.read(boxes, self._show, key=("tree", id(self)), owner=self)

    def _show(self, boxes: Sequence[TreeBox]) -> None:
        self.picture.show_boxes(boxes)
        self.setCurrentWidget(self.picture if boxes else self.hint)
