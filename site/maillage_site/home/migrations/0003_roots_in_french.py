"""The page and the collection above all others, which Wagtail's own migrations name in English."""

from django.db import migrations

PAGE, COLLECTION = "Tout le site", "Toutes les collections"
STOCK = "Root"


def name_in_french(apps, _editor):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=STOCK)
    pages.update(title=PAGE, draft_title=PAGE)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=STOCK).update(
        name=COLLECTION
    )


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_home", "0002_taken_up"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(name_in_french, migrations.RunPython.noop)]
