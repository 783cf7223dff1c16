"""Texts that people read: lazy messages and the translator that renders them."""

from danvan_desktop.localization.message import Message, _, enumerated, ngettext
from danvan_desktop.localization.translator import LANGUAGES, Translator

__all__ = ["LANGUAGES", "Message", "Translator", "_", "enumerated", "ngettext"]
