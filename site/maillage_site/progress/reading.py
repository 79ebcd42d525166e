"""What several steps read of the same portals is read once."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from maillage.territories.models import Territory

T = TypeVar("T")
_known: ContextVar[dict[tuple, object] | None] = ContextVar("maillage_steps", default=None)


@contextmanager
def one_reading() -> Generator[None]:
    """All that happens inside reads a thing once; inside another one, nothing begins anew."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def read_once(
    function: Callable[[Sequence[Territory]], T],
) -> Callable[[Sequence[Territory]], T]:
    """Keep what the function reads of these territories until the reading ends."""

    @wraps(function)
    def reading(territories: Sequence[Territory]) -> T:
        known = _known.get()
        if known is None:
            return function(territories)
        key = (function, *(territory.pk for territory in territories))
        if key not in known:
            known[key] = function(territories)
        return known[key]

    return reading
