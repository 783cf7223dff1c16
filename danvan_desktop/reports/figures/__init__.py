"""Figures of reports: named queries with their definition, whose records can be looked at."""

from danvan_desktop.reports.figures.catalogue import FIGURES, FORMER_FIGURES, figure_of
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Span
from danvan_desktop.reports.figures.reader import FigureReader
from danvan_desktop.reports.figures.values import FigureValue, Measured, ReportFigures

__all__ = [
    "FIGURES",
    "FORMER_FIGURES",
    "Figure",
    "FigureGroup",
    "FigureReader",
    "FigureValue",
    "Measured",
    "ReportFigures",
    "Span",
    "figure_of",
]
