"""Documents are written again: streets are words apart, and names of places no spelling."""

from django.db import migrations


def read_again(apps, _schema_editor):
    apps.get_model("maillage_search", "Word").objects.all().delete()
    # The next sweep writes what it finds different.
    apps.get_model("maillage_search", "IndexedDocument").objects.update(digest="")


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0001_initial")]
    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
