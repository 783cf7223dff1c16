"""Forms generated from the kinds: one widget a field, errors in words beside it."""
