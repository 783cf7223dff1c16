"""The window: pages, generated forms, dialogs."""
