"""How much a table may hold before it is no list of an office but an attack or a mistake."""

MEGABYTE = 1024 * 1024

LARGEST_FILE = 64 * MEGABYTE
LARGEST_UNPACKED = 400 * MEGABYTE
MOST_RATIO = 200
"""Unpacked size by packed size; spreadsheets reach about 20. Small members may pack better."""
RATIO_MATTERS_FROM = 4 * MEGABYTE
MOST_MEMBERS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 256
LONGEST_CELL = 200_000
"""Characters; a cell of Excel holds 32,767, CSV has no limit."""
LONGEST_EXCEL_TEXT = 32_767
LARGEST_TEXT = 64 * MEGABYTE
"""Characters of all cells together: one text that many cells share takes memory for each of them."""
LARGEST_AREA = 3_000_000
"""Cells of the area that a sheet's cells span: reading takes memory for all of it."""
