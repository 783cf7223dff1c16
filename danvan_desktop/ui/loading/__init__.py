"""Lists of Excel and CSV into the store and out of it, in the window."""
