"""Servers to be measured, and how many requests a second they answer."""

from __future__ import annotations

import re
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
WORKERS, CLIENTS, SECONDS = 2, 8, 3


@dataclass(frozen=True)
class Server:
    url: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Two gunicorn workers on a loopback port, until the block ends."""
    port = free_port()
    log = ROOT / "var" / f"bench-{application.partition(':')[0]}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}",
             "--workers", str(WORKERS), "--no-control-socket"],
            cwd=ROOT, env=environment, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        wait(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}")
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
    """By wrk, eight clients for three seconds; an error is no answer."""
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is missing (Debian: apt-get install wrk)")
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", server.url + path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout):
        raise RuntimeError(f"{path}: {failed[1]} answers were errors")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
