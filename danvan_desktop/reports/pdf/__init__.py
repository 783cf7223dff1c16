"""PDF from the document tree: pages set by the measures of a page format, with embedded letters.

reportlab is imported when the first page is made, since the window must open before that.
"""

from danvan_desktop.reports.pdf.render import RenderResult, render_pdf

__all__ = ["RenderResult", "render_pdf"]
