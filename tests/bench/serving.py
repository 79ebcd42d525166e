"""Servers to be measured, and how many requests a second they answer.

A rate is told in processor time: what two cores would answer with nothing else to do. On an idle
machine it is what wrk counts; on a busy one, what it would have counted.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
CORES = WORKERS = 2
CLIENTS, SECONDS = 8, 2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """``database``: the process that started PostgreSQL's others, where it answers the server."""

    url: str
    pid: int
    database: int | None = None

    def processor_seconds(self) -> float:
        """Used so far by the server's processes, and by the database's."""
        return sum(family_seconds(pid) for pid in (self.pid, self.database) if pid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(
    application: str, environment: dict[str, str], database: int | None = None
) -> Iterator[Server]:
    """Two gunicorn workers on a loopback port, until the block ends."""
    port = free_port()
    (ROOT / "var").mkdir(exist_ok=True)
    log = ROOT / "var" / f"bench-{application.partition(':')[0]}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}",
             "--workers", str(WORKERS), "--no-control-socket"],
            cwd=ROOT, env=environment, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        wait(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}", process.pid, database)
    finally:
        process.terminate()
        process.wait(20)


def wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped at once: see {ROOT / 'var'}/bench-*.log")
        try:
            urlopen(url, timeout=30).close()
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def requests_per_second(server: Server, path: str) -> float:
    """By wrk, eight clients for two seconds; an error is no answer."""
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is missing (Debian: apt-get install wrk)")
    before = server.processor_seconds() + _of_waited_children()
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--timeout", "30s", server.url + path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = server.processor_seconds() + _of_waited_children() - before
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout):
        raise RuntimeError(f"{path}: {failed[1]} answers were errors")
    answers = int(re.search(r"(\d+) requests in", done.stdout)[1])
    if not answers:
        raise RuntimeError(f"{path}: no answer in {SECONDS} seconds")
    return answers / used * CORES


def _of_waited_children() -> float:
    """wrk's own share: it runs on the same cores."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family_seconds(pid: int) -> float:
    """Used by a process, by its children and by those it has already waited for."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    own = sum(map(int, process_fields(pid)[11:15]))
    return (own + sum(sum(map(int, process_fields(child)[11:13])) for child in children)) / TICKS


def process_fields(pid: int | str) -> list[str]:
    """Of proc(5)'s stat, from the third on."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
