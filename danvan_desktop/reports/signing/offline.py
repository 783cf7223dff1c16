"""What no check of a signature without a network can tell: apart from what checks, which takes long to load."""

from __future__ import annotations

from danvan_desktop.localization import _

OFFLINE_NOTE = _(
    "Phần mềm không dùng mạng nên không biết chứng thư có bị thu hồi hay không, và thời gian ký không có nơi thứ ba xác"
    " nhận. Khi cần chắc chắn, hãy hỏi nơi cấp chứng thư."
)
"""What no check on a machine without a network can tell."""
