"""Full-text storage of the embedded engine, by database."""

from django.db import migrations

from maillage_search.embedded import postgresql, sqlite

VENDORS = {"sqlite": sqlite, "postgresql": postgresql}


def create(apps, schema_editor):
    VENDORS[schema_editor.connection.vendor].create()


def drop(apps, schema_editor):
    VENDORS[schema_editor.connection.vendor].drop()


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
