"""The lock of pdfium, which may be entered by one thread at a time in the whole process."""

from __future__ import annotations

import threading

PDFIUM = threading.RLock()
