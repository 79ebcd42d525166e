"""Words that people were seen to type, beside those of the first thesaurus."""

from django.db import migrations

BOTH = (
    "RGPD\ndonnées personnelles\nvie privée",
    "médecin\ndocteur\ngénéraliste\nrendez-vous médical",
    "illettrisme\nlit difficilement\ndifficultés à lire",
    "PC\nordinateur",
    "enfant\nado\nadolescent",
)
ONE_WAY = (
    "titre de séjour\npréfecture\ndémarches administratives",
    "permis de conduire\nANTS\ncarte grise",
    "cours\natelier\nformation",
    "informatique\nnumérique\nordinateur",
    "panne\nréparer\nordinateur ancien\nvieil ordinateur",
    "connecter\ncode provisoire\nmot de passe",
)


def add(apps, _schema_editor):
    entry = apps.get_model("maillage_search", "ThesaurusEntry")
    rows = [entry(terms=terms, direction="both") for terms in BOTH]
    rows += [entry(terms=terms, direction="one_way") for terms in ONE_WAY]
    entry.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0002_words_read_again")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
