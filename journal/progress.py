"""How far something is that takes a while."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


def unwatched(_done: int, _total: int, /) -> None:
    """Do nothing with the progress."""
