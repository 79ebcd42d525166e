"""Answers kept in memory while nothing that they were read from changes.

The numbers are read once for a request: all it shows is of one generation.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from maillage.generations.counters import known, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Hashable

P = ParamSpec("P")
R = TypeVar("R")
Numbers = tuple[int, ...]

MOST = 500  # answers of a function, before it forgets them all: addresses are endless
_answers: list[dict] = []  # those of each kept function


def known_numbers() -> dict[str, int]:
    """Those of the request being served, or read from the database now."""
    read = known.get()
    return numbers() if read is None else read


@contextmanager
def one_reading() -> Generator[None]:
    """All that happens inside sees the same numbers, read once."""
    token = known.set(numbers())
    try:
        yield
    finally:
        known.reset(token)


def kept(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function answers, by arguments, until one of these generations changes.

    For what is small and the same for everyone. An answer is shared by all requests and threads:
    nobody writes in it. ``forget()`` drops them all, to measure or test the reading.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        answers: dict[Hashable, tuple[Numbers, R]] = {}
        _answers.append(answers)

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            read = known_numbers()
            now = tuple(read.get(name, 0) for name in names)
            key = (args, *kwargs.items())
            held = answers.get(key)
            if held is not None and held[0] == now:
                return held[1]
            found = function(*args, **kwargs)
            if len(answers) >= MOST:
                answers.clear()
            answers[key] = (now, found)
            return found

        answer.forget = answers.clear
        return answer

    return decorate


def forget() -> None:
    """Drop every kept answer of this process: to measure a first reading, or between tests."""
    for answers in _answers:
        answers.clear()
