"""Names that services no longer have, and the words by which people speak of a disability."""

from django.db import migrations

# The first of each is the name in use.
BOTH = (
    "France Travail\nAssedic",
    "assurance maladie\nla Sécu\nsécu",
    "complémentaire santé solidaire\nCSS\nCMU",
    "RSA\nrevenu de solidarité active\nRMI",
    "MDPH\nCotorep",
    "finances publiques\nperception\nTrésor public",
    "titre de séjour\ncarte de séjour",
    "dyslexie\ntroubles dys\ndys",
    "cours de français\nFLE\nalphabétisation\napprendre le français",
    "malvoyant\nvois mal\nvoit mal\nnon-voyant",
    "malentendant\nentends mal\nentend mal",
)
ONE_WAY = (
    "récépissé\nattestation de prolongation\ntitre de séjour",
    "ANEF\ntitre de séjour",
    "étudiant\nCrous\nbourse",
    "surdité\nsourd\nmalentendant",
    "cécité\naveugle\nmalvoyant",
    "loyer\nAPL\naide au logement",
)


def add(apps, _schema_editor):
    entry = apps.get_model("maillage_search", "ThesaurusEntry")
    rows = [entry(terms=terms, direction="both") for terms in BOTH]
    rows += [entry(terms=terms, direction="one_way") for terms in ONE_WAY]
    entry.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0007_familiar_words")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
