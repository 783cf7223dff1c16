"""The sample commune: a full quarter of records of an invented unit."""

from danvan_desktop.sample.commune import fill_sample

__all__ = ["fill_sample"]
