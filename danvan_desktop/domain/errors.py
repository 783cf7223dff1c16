"""Errors that an officer can cause or meet: each says what happened and what to do."""

from __future__ import annotations

from danvan_desktop.localization import Message


class DanvanError(Exception):
    """A known fault, told to the officer in words; anything else that is raised is a bug."""

    def __init__(self, message: Message) -> None:
        """Keep the lazy message: the window and the command line render it in their language."""
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Render in the source language."""
        return str(self.message)
