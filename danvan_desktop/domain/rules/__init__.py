"""Legal rules and the rules of each record kind, as data with their sources."""
