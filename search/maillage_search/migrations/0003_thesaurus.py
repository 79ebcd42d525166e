"""The first thesaurus."""

from django.db import migrations

from maillage_search.thesaurus_seed import BOTH, ONE_WAY


def seed(apps, schema_editor):
    entry = apps.get_model("maillage_search", "ThesaurusEntry")
    rows = [entry(terms=terms, direction="both") for terms in BOTH]
    rows += [entry(terms=terms, direction="one_way") for terms in ONE_WAY]
    entry.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0002_tokens")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
