"""Stands for the HTTP client that pyHanko names while it is loaded: what is installed has no client, and asks for none.

Time stamps and revocations from servers are no part of this program; whatever asked for them would fail here.
"""


class BasicAuth:
    """Named in annotations alone."""


class ClientSession:
    """Named in annotations alone."""
