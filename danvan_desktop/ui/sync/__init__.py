"""The exchange of bundles in the window: wizards, devices, what was sent and received."""
