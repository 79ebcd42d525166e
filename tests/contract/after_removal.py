"""Run on a demo that has lost a plugin, in an environment without it: use what remains.

Prints what it saw as JSON: the status of each address, those of the pages they link to (a place,
an event and its sign-up, a community…), and whether people, pages and portals can still be deleted.
"""

import json
import os
import sys
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
    """Every page two links away from these, with its status."""
    found = {}
    for address in addresses:
        for link in links_of(client, address):
            for further in [link, *links_of(client, link)]:
                if further not in found:
                    found[further] = client.get(further, follow=True).status_code
    return found


def links_of(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address, follow=True).content, "html.parser")
    links = page.select("main a[href^='/']")
    return list(dict.fromkeys(link["href"].partition("#")[0] for link in links))[:FOLLOWED]


main()
