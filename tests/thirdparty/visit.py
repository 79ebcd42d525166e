"""Run by the environment where the third-party plugin is installed: use it, print what it saw.

The database, named by ``MAILLAGE_DATABASE_URL``, knows every migration but the plugin's.
"""

import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage_site.settings.test"
django.setup()

from django.core.management import call_command  # noqa: E402 -- after django.setup()
from django.test import Client  # noqa: E402
from maillage_bookboxes.models import BookBox  # noqa: E402

from maillage.outbox.writing import index_later  # noqa: E402
from maillage.personal_data.registry import all_rows, tables, unclassified  # noqa: E402
from maillage.plugin import plugin_configs  # noqa: E402
from maillage_site.portals.models import PortalPage  # noqa: E402
from tests.site.factories import CommuneFactory, territory_portal  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True)
    territory_portal()
    macon = CommuneFactory()
    box = BookBox.objects.create(
        name="La boîte du quai Lamartine", commune=macon, latitude=46.305, longitude=4.834
    )
    index_later("book_box", box.uuid)
    call_command("outbox_drain")
    client = Client()
    pages = {
        path: client.get(path).content.decode()
        for path in (
            "/boites-a-livres/",
            "/saone-et-loire/boites-a-livres/",
            "/recherche/?q=lamartine",
            "/saone-et-loire/recherche/?q=Lamartine",
            "/lieux/couches/boites-a-livres.geojson",
        )
    }
    blocks = PortalPage.body.field.stream_block.child_blocks
    seen = {
        "plugins": [config.slug for config in plugin_configs()],
        "found": sorted(path for path, page in pages.items() if str(box.uuid) in page),
        "block": "book_boxes" in blocks,
        "unclassified": [
            name for name in unclassified(tables(), all_rows()) if "bookboxes" in name
        ],
        "menu": "/saone-et-loire/boites-a-livres/"
        in client.get("/saone-et-loire/").content.decode(),
    }
    print(json.dumps(seen))  # noqa: T201 -- the test reads it


main()
