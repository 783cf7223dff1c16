"""Offline records, reports and file exchange for the dân vận work of a commune."""

__version__ = "0.1.0"
