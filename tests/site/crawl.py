"""Run on a loaded demo: follow every public link, print what is wrong as JSON.

Wrong: an answer that is not 200 (a redirection to the log-in is right), a cookie, a ``Vary`` on
what people send, an inline script or style, something asked of another host, a page too heavy.
"""

import gzip
import json
import re
import sys
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.test import Client  # noqa: E402 -- after django.setup()

# Pages of one person, or with a form that writes: not public, and allowed a cookie.
PRIVATE = re.compile(
    r"/(gestion|compte|mon-espace|demo|api/docs)/?|/(inscription|inscriptions|rejoindre)/"
    r"|/communautes/[\w-]+/(rejoindre|nouveau-sujet|espace|quitter|moderation)/"
    r"|/(participer|signaler|suivre|nous-ecrire)/|/(lieux|agenda)/proposer/"
)
MAX_PAGES = 700
MAX_HTML = 30_000  # compressed
LINK = re.compile(r"""<(?:a|link)\b[^>]*?\bhref="([^"]*)\"""")
SOURCE = re.compile(r"""<(?:script|img|iframe|source|video)\b[^>]*?\bsrc="([^"]*)\"""")
INLINE = re.compile(r"<style|\sstyle=\"|\son\w+=\"|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)")


def main() -> None:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    seen, queue, wrong = {"/"}, deque([("/", "")]), []
    pages = 0
    while queue and pages < MAX_PAGES:
        path, origin = queue.popleft()
        response = client.get(path)
        pages += 1
        wrong += [f"{path} (from {origin}): {fault}" for fault in faults(path, response)]
        if response.headers.get("Content-Type", "").startswith("text/html"):
            html = response.content.decode()
            for link in links(html, path):
                if link not in seen:
                    seen.add(link)
                    queue.append((link, path))
        client.cookies.clear()
    print(json.dumps({"pages": pages, "wrong": wrong}, ensure_ascii=False))  # noqa: T201


def links(html: str, path: str) -> list[str]:
    """Paths on this host; one page of each list is enough to know the others."""
    found = []
    for href in LINK.findall(html):
        parts = urlsplit(urljoin(f"http://localhost{path}", href.replace("&amp;", "&")))
        if parts.scheme.startswith("http") and parts.hostname == "localhost":
            clean = parts.path + (f"?{parts.query}" if parts.query else "")
            if not clean.startswith(("/static/", "/media/")) and len(parts.query) < 60:
                found.append(clean)
    return found


def faults(path: str, response) -> list[str]:
    found = []
    if response.status_code == 302 and "/compte/" in response["Location"]:
        return found
    if response.status_code not in {200, 302, 301}:
        found.append(f"status {response.status_code}")
    if PRIVATE.search(path):
        return found
    if response.cookies:
        found.append(f"cookie {', '.join(response.cookies)}")
    if re.search("cookie|accept-language", response.headers.get("Vary", ""), re.IGNORECASE):
        found.append(f"Vary: {response['Vary']}")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        html = response.content.decode()
        found += [f"inline {inline.strip()}" for inline in set(INLINE.findall(html))]
        hosts = {urlsplit(source).hostname for source in SOURCE.findall(html)} - {None, "localhost"}
        found += [f"asks {host}" for host in hosts]
        if len(gzip.compress(response.content)) > MAX_HTML:
            found.append(f"{len(gzip.compress(response.content))} bytes of HTML, compressed")
    return found


main()
