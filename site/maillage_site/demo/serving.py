"""The demo's server: gunicorn in this process, the background worker in a thread beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from maillage.outbox.worker import start_worker_thread

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 8


class DemoServer(BaseApplication):
    """One process, a few threads, on the loopback address alone."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"127.0.0.1:{self.port}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", THREADS)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("limit_request_line", 0)
        self.cfg.set("post_worker_init", lambda _worker: start_worker_thread())

    def load(self) -> Callable:
        # Not before: WhiteNoise lists the static files once, and the demo has just collected them.
        return get_wsgi_application()


def serve(port: int) -> None:
    """Serve until interrupted."""
    DemoServer(port).run()
