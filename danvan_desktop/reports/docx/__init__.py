"""Word files from the document tree: real styles, tables and fields, so that an office can edit before it signs."""

from danvan_desktop.reports.docx.render import render_docx

__all__ = ["render_docx"]
