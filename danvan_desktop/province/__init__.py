"""The level above one laptop: the content of many units in PostgreSQL, with the same meaning as in a store.

All SQL for PostgreSQL is in this package; psycopg comes with the extra ``province`` and is loaded when it is needed.
"""
