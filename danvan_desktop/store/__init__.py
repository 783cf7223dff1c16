"""The one SQLite store: schema, change log, records, search, backups."""
