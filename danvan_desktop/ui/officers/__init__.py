"""Who works at the window, and what each officer may."""
