"""A report says first who reports what, and last that this was it, whoever's it is."""

from __future__ import annotations

import pytest

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Paragraph, plain
from danvan_desktop.store import Store


@pytest.mark.parametrize(
    ("form", "opening"), [("month-report", "báo cáo kết quả Tháng Dân vận"), ("oversight-report", "")]
)
def test_a_report_is_of_somebody_to_its_last_sentence(sample: Store, form: str, opening: str) -> None:
    chosen = form_of(form)
    for uid in sample.uids(chosen.kind):
        context = ReportContext(sample, sample.today(), uid, style=chosen.styles(sample.get(uid), sample)[0])
        if chosen.nothing_to_say(context) is not None:
            continue
        document = chosen.build(context)
        texts = [plain(block.content) for block in document.blocks if isinstance(block, Paragraph)]
        assert opening in texts[0]
        assert texts[-1].startswith("Trên đây là Báo cáo")
        pointed = " (có Phụ lục kèm theo)" if document.appendices else ""
        assert texts[-1].endswith((f"xã Đông Sơn{pointed}./.", f"Ban Thanh tra nhân dân xã{pointed}./."))
