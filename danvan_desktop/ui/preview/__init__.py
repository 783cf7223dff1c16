"""PDF pages inside the window: shown, zoomed, saved and printed."""
