"""What the program is made of, as pages of "Trợ giúp": a table of parts, and the words of one licence."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from danvan_desktop import __version__
from danvan_desktop.components import Component, components, licence_text
from danvan_desktop.localization import Translator, _

COMPONENTS = "components"
"""The scheme of a link back to the table."""
LICENCE = "licence"
"""The scheme of a link to one part's licence; its path is the part's name."""


_TITLE = _("Thành phần và giấy phép")
_HEADS = (_("Tên"), _("Phiên bản"), _("Giấy phép"))


def components_html(say: Translator) -> str:
    """Write the table; each row leads to the words of its licence."""
    own = say(_("Phần mềm Sổ tay dân vận, phiên bản {version}, dùng theo giấy phép MIT.", version=__version__))
    lead = say(_("Trong đó có các thành phần sau; bấm vào tên để đọc giấy phép."))
    heads = "".join(f"<th align='left'>{escape(say(head))}</th>" for head in _HEADS)
    rows = "".join(_row(part) for part in components())
    return (
        f"<h2>{escape(say(_TITLE))}</h2><p>{escape(own)} {escape(lead)}</p>"
        f"<table cellpadding='4'><tr>{heads}</tr>{rows}</table>"
    )


def _row(part: Component) -> str:
    name = f"<a href='{LICENCE}:{quote(part.name)}'>{escape(part.name)}</a>"
    return f"<tr><td>{name}</td><td>{escape(part.version)}</td><td>{escape(part.licence)}</td></tr>"


def licence_html(name: str, say: Translator) -> str:
    """Write the licence of the part of that name, with a way back to the table."""
    (part,) = (part for part in components() if part.name == name)
    back = say(_("Về danh sách thành phần"))
    return (
        f"<p><a href='{COMPONENTS}:'>{escape(back)}</a></p>"
        f"<h2>{escape(part.name)} {escape(part.version)}</h2>"
        f"<pre style='white-space: pre-wrap'>{escape(licence_text(part))}</pre>"
    )
