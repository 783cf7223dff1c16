"""Printed forms and reports: one document tree, rendered to PDF."""
