"""Real processes that start together, each with connections of its own."""

import contextlib
import multiprocessing
import threading
import time
import traceback
import weakref
from collections.abc import Callable
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

CONTEXT = multiprocessing.get_context("fork")
OPENED: weakref.WeakSet[BaseDatabaseWrapper] = weakref.WeakSet()


@receiver(connection_created)
def note(connection: BaseDatabaseWrapper, **_about: object) -> None:
    OPENED.add(connection)


def let_go_of_the_database() -> None:
    """Before a fork: a child must inherit no open connection nor pool.

    One would be worse than useless in a child: SQLite would believe that locks are held which a
    fork does not hand down, and lose writes. Playwright's event loop gives this thread a second
    connection, which ``close_all`` does not see; a live server's thread ends with its request.
    """
    connections.close_all()
    for wrapper in list(OPENED):
        if wrapper._thread_ident == threading.get_ident():
            wrapper.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    deadline = time.monotonic() + 30
    while held := still_open(Path(connection.settings_dict["NAME"])):
        assert time.monotonic() < deadline, f"held open by another thread: {held}"
        time.sleep(0.05)


def still_open(database: Path) -> list[str]:
    """The database's files that this process holds open."""
    held = []
    for descriptor in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):
            held.append(str(descriptor.readlink()))
    return [name for name in held if name.startswith(str(database.resolve()))]


def together(work: Callable, arguments: list[tuple], *, seconds: float = 120) -> list:
    """Run ``work(*arguments)`` in as many processes, released by a barrier; their results."""
    let_go_of_the_database()
    barrier, results = CONTEXT.Barrier(len(arguments)), CONTEXT.Queue()

    def run(number: int, given: tuple) -> None:
        barrier.wait(30)
        try:
            results.put((number, "ok", work(*given)))
        except BaseException:  # noqa: BLE001 -- the parent shows whatever it was
            results.put((number, "error", traceback.format_exc()))
        finally:
            let_go_of_the_database()

    processes = [
        CONTEXT.Process(target=run, args=(number, given), daemon=True)
        for number, given in enumerate(arguments)
    ]
    for process in processes:
        process.start()
    answers = sorted(results.get(timeout=seconds) for _ in processes)
    for process in processes:
        process.join(30)
    errors = [answer for answer in answers if answer[1] == "error"]
    assert not errors, errors
    return [answer[2] for answer in answers]


def killed(work: Callable, *given: object, seconds: float = 60) -> int:
    """Run ``work`` in a process that dies on the way; its exit code (-9 when killed)."""
    let_go_of_the_database()
    process = CONTEXT.Process(target=work, args=given, daemon=True)
    process.start()
    process.join(seconds)
    return process.exitcode
