"""Widgets of our own, each of use to several pages."""
