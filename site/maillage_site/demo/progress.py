"""Progress on a terminal: one line a step, with the time it took."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


class Progress:
    """Writes ``· step … 3.2 s`` lines, and indented details below them."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    @contextmanager
    def step(self, label: object) -> Iterator[None]:
        started = time.monotonic()
        self._line(f"· {label}")
        yield
        self._line(f"  ✓ {time.monotonic() - started:.1f} s")

    def tell(self, text: object) -> None:
        self._line(f"    {text}")

    def _line(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()
