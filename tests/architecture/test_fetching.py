"""Nothing but `maillage.fetching` opens a URL: ruff refuses what could, and is seen to."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAYS = """
import asyncio
import socket
import http.client
import urllib.request
import xmlrpc.client
import requests
import urllib3
import httpx
import aiohttp
from ftplib import FTP
from http.client import HTTPSConnection
from urllib.request import urlopen
from urllib3.util import connection
from socket import create_connection

asyncio.open_connection("example.org", 80)
"""


def refused(path):
    """The lines of WAYS that ruff refuses in that file."""
    command = [str(Path(sys.executable).parent / "ruff"), "check", "--select", "TID251"]
    options = ["--output-format", "concise", "--stdin-filename", path, "-"]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, input=WAYS, capture_output=True, text=True, check=False
    )
    lines = WAYS.splitlines()
    found = [line.split(":") for line in done.stdout.splitlines() if "TID251" in line]
    return {lines[int(number) - 1] for _, number, *_ in found}


@pytest.mark.parametrize(
    "path", ["cartography/maillage_cartography/geography/x.py", "site/maillage_site/x.py"]
)
def test_each_way_to_open_a_url_is_refused(path):
    assert refused(path) == {line for line in WAYS.splitlines() if line} - {"import asyncio"}


def test_the_room_that_opens_them_may():
    assert refused("site/maillage/fetching/x.py") == set()
