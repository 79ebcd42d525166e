"""Asks the web server of the rehearsal for addresses, from inside its network; answers as JSON.

As the proxy of docker-compose.yml would: HTTPS on the outside, the host's own name.
"""

import http.client
import json
import sys
from urllib.parse import urlsplit

HEADERS = {"Host": "maillage.example", "X-Forwarded-Proto": "https"}


def ask(address: str, redirections: int = 5) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=120)
    connection.request("GET", address, headers=HEADERS)
    answer = connection.getresponse()
    if answer.status in {301, 302} and redirections:
        parts = urlsplit(answer.headers["Location"])
        return ask(f"{parts.path}?{parts.query}", redirections - 1)
    return {
        "status": answer.status,
        "text": answer.read().decode(errors="replace"),
        "cache": answer.headers.get("Cache-Control", ""),
    }


json.dump({address: ask(address) for address in sys.argv[1:]}, sys.stdout)
