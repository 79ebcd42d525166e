"""What titles are proposed by while they are typed."""

import django.db.models.deletion
from django.db import migrations, models

from maillage_search.full_text.titles import words_of

CHUNK = 2_000


def fill(apps, _schema_editor):
    word = apps.get_model("maillage_search", "TitleWord")
    rows = apps.get_model("maillage_search", "IndexedDocument").objects.order_by("pk")
    last = 0
    while found := list(rows.filter(pk__gt=last).values_list("pk", "title")[:CHUNK]):
        word.objects.bulk_create(
            (
                word(document_id=pk, word=text, position=position)
                for pk, title in found
                for position, text in enumerate(words_of(title))
            ),
            batch_size=CHUNK,
        )
        last = found[-1][0]


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0003_more_of_the_thesaurus")]
    operations = [
        migrations.CreateModel(
            name="TitleWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="title_words",
                        to="maillage_search.indexeddocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "word of a title",
                "verbose_name_plural": "words of titles",
                "indexes": [
                    models.Index(fields=["word", "position", "document"], name="title_word_begun")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "word"), name="title_word_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
