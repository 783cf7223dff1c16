"""Tables in and out of the store."""
