"""The sample commune: a full quarter of records of an invented unit."""
