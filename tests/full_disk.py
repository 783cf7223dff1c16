"""A disk that has no room for one page more."""

from danvan_desktop.store import Store


def fill_up(store: Store) -> None:
    """Let SQLite find the disk full from the next page on."""
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")


def make_room(store: Store) -> None:
    store._connection.execute("PRAGMA max_page_count = 1000000")
