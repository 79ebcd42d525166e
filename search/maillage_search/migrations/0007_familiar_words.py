"""Familiar words, and those of another register, beside the first thesaurus."""

from django.db import migrations

BOTH = (
    "emploi\nboulot\ntravail\ntaf\njob",
    "voiture\nvéhicule\nauto\nautomobile\nbagnole",
    "cyclone\nouragan\ntempête",
    "pirater\nhacker\npiratage\nhacké",
    "CV\ncurriculum vitae",
    "sourd\nmalentendant\nmal entendant\ndéficient auditif",
    "malvoyant\nmal voyant\naveugle\ndéficient visuel",
    "médecin\ntoubib",
    "papier\ndocument\njustificatif",
    "logement\nappartement\nloger",
    "logement social\nHLM",
    "facture\nquittance",
    "école\nscolarité\ncollège\nlycée",
    "cantine\nrestauration scolaire",
    "harcèlement\ncyberharcèlement",
    "photo\nimage",
    "écran\ntélé\nconsole",
    "téléphone\nportable",
    "horaires\nheures d'ouverture",
    "bénévole\naidant",
    "étranger\nimmigré\nmigrant",
    "argent\nsous\nfric",
    "électricité\nénergie\ngaz",
)
ONE_WAY = (
    "immatriculer\ncarte grise",
    "points\npermis de conduire",
    "remboursement\nassurance maladie\nfeuille de soins",
    "allocation\nCAF\naide",
    "chômeur\nFrance Travail\nchômage",
    "retraité\nretraite",
    "papy\npersonnes âgées\nparent âgé",
    "mamie\npersonnes âgées\nparent âgé",
    "grand-mère\npersonnes âgées\nparent âgé",
    "vieux\npersonnes âgées\nâgé",
    "gosse\nenfant",
    "fils\nenfant",
    "fille\nenfant",
    "nounou\nenfant\ncrèche",
    "escroc\narnaque",
    "voler\narnaque\npirater",
    "virus\npirater\nalerte",
    "imprimante\nimprimer",
    "photocopie\nimprimer\nscanner",
    "apprendre\natelier\nformation\npremiers pas",
    "aide ménagère\nCCAS",
    "parler\nlangue\ntraduire",
    "traduction\ntraduire",
    "Skype\nappel vidéo",
    "Zoom\nappel vidéo",
    "FaceTime\nappel vidéo",
    "Gmail\ne-mail",
    "boîte aux lettres\ne-mail",
)


def add(apps, _schema_editor):
    entry = apps.get_model("maillage_search", "ThesaurusEntry")
    rows = [entry(terms=terms, direction="both") for terms in BOTH]
    rows += [entry(terms=terms, direction="one_way") for terms in ONE_WAY]
    entry.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0006_titles_indexed_apart")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
