"""Bundles: exchange of changes between stores by file."""
