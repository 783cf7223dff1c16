"""Makes the input of any field by its declaration."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.reports.code_words import word_of, words_offered
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.forms.inputs import ChoiceInput, CodeInput, FieldInput, FlagInput, LineInput, LongInput
from danvan_desktop.ui.forms.reference_input import ReferenceInput


def make_input(field: Field, context: UiContext, parent: QWidget | None = None) -> FieldInput:
    """Return an empty input, made in its ``parent``: made elsewhere, it would be styled twice.

    One that completes what is typed reads the office's words in the background.
    """
    if field.code_of is not None:
        words = words_offered(field.code_of, context.today())
        return CodeInput(field, words, partial(word_of, field.code_of), context.translator, parent)
    match field.type:
        case FieldType.REFERENCE:
            return ReferenceInput(field, context, parent)
        case FieldType.DATE | FieldType.TIME | FieldType.DATETIME:
            return MomentInput(field, context.translator, context.today, parent)
        case FieldType.LONG_TEXT:
            return LongInput(field, context.translator, parent)
        case FieldType.CHOICE:
            return ChoiceInput(field, context.translator, parent)
        case FieldType.BOOLEAN:
            return FlagInput(field, context.translator, parent)
        case _text_or_number:
            return _line(field, context, parent)


def _line(field: Field, context: UiContext, parent: QWidget | None) -> LineInput:
    line = LineInput(field, context.translator, parent)
    sources = field.completed_from
    if sources:
        context.operations.read(lambda store: store.words(sources), line.offer, owner=line)
    return line
