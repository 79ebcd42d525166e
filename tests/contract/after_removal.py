"""Run on a demo that has lost a plugin, in an environment without it: use what remains.

Prints what it saw as JSON: the status of each address, those of the pages they link to (a place,
an event and its sign-up, a community…), and whether people, pages and portals can still be deleted.
"""

import json
import os
import sys
from functools import cache
from pathlib import Path

import django
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402 -- after django.setup()
from django.test import Client  # noqa: E402

from maillage.accounts.models import User  # noqa: E402
from maillage_site.home.models import ContentPage  # noqa: E402
from maillage_site.portals.models import PortalPage  # noqa: E402

ADDRESSES = os.environ["ADDRESSES"].split()
FOLLOWED = 12  # links of a page: each kind of object is among the first
FURTHER = 4  # of a page that those lead to


def main() -> None:
    call_command("check")
    call_command("migrate", check_unapplied=True, verbosity=0)
    client = Client(SERVER_NAME="localhost")
    statuses = {address: client.get(address).status_code for address in ADDRESSES}
    walked = walk(client, [address for address in ADDRESSES if statuses[address] == 200])
    home = client.get("/saone-et-loire/").content.decode()
    User.objects.filter(is_superuser=False).first().delete()
    ContentPage.objects.first().delete()
    PortalPage.objects.get(slug="morbihan", locale__language_code="fr").delete()
    client.force_login(User.objects.filter(is_superuser=True).first())
    seen = {
        "statuses": statuses,
        "walked": walked,
        "linked": [a for a in ADDRESSES if f'href="/saone-et-loire{a}"' in home],
        "admin": client.get("/gestion/").status_code,
    }
    print(json.dumps(seen))  # noqa: T201 -- the test reads it


def walk(client: Client, addresses: list[str]) -> dict[str, int]:
    """The status of every page two links away from these, a few of each address's links."""
    found = {}
    for address in addresses:
        _, links = seen_at(client, address)
        for link in links:
            found[link], further = seen_at(client, link)
            found |= {one: seen_at(client, one)[0] for one in further[:FURTHER]}
    return found


@cache
def seen_at(client: Client, address: str) -> tuple[int, list[str]]:
    response = client.get(address, follow=True)
    page = BeautifulSoup(response.content, "html.parser")
    links = [link["href"].partition("#")[0] for link in page.select("main a[href^='/']")]
    return response.status_code, list(dict.fromkeys(links))[:FOLLOWED]


main()
