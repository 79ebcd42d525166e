"""Leave a sick Elasticsearch alone for a while instead of making every reader wait."""

from __future__ import annotations

import threading
import time

FIRST_REST_SECONDS = 5.0
LONGEST_REST_SECONDS = 60.0


class CircuitBreaker:
    """Open after one failure; then one attempt at a time, with longer rests in between."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        self._failures, self._closed_at = 0, 0.0

    def allows(self) -> bool:
        """Whether to try now; a try while open postpones the others."""
        with self._lock:
            if self._failures and time.monotonic() < self._closed_at:
                return False
            if self._failures:
                self._rest()
            return True

    def succeeded(self) -> None:
        with self._lock:
            self.reset()

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._rest()

    def _rest(self) -> None:
        rest = FIRST_REST_SECONDS * 2 ** min(self._failures - 1, 10)
        self._closed_at = time.monotonic() + min(rest, LONGEST_REST_SECONDS)


breaker = CircuitBreaker()
