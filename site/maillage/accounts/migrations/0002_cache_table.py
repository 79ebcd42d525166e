"""Create the table of the database cache: rate limits are counted in it by every process."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(_apps, schema_editor):
    """Does nothing when the table is there, or when the cache is elsewhere than in a database."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("maillage_accounts", "0001_initial")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
