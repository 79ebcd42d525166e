"""The tables of the search; its full-text storage, by database; the first thesaurus."""

from django.db import migrations, models

from maillage_search.full_text import postgresql
from maillage_search.full_text import sqlite
from maillage_search.french.thesaurus_seed import BOTH, ONE_WAY

VENDORS = {"sqlite": sqlite, "postgresql": postgresql}


def create_storage(apps, schema_editor):
    VENDORS[schema_editor.connection.vendor].create()


def drop_storage(apps, schema_editor):
    VENDORS[schema_editor.connection.vendor].drop()


def seed_thesaurus(apps, schema_editor):
    entry = apps.get_model("maillage_search", "ThesaurusEntry")
    rows = [entry(terms=terms, direction="both") for terms in BOTH]
    rows += [entry(terms=terms, direction="one_way") for terms in ONE_WAY]
    entry.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ThesaurusEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "terms",
                    models.TextField(
                        help_text="One term a line, for example: CAF, then “allocations familiales”.",
                        unique=True,
                        verbose_name="terms",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("both", "each finds all the others"),
                            ("one_way", "the first also finds the others, not the other way round"),
                        ],
                        default="both",
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
            ],
            options={
                "verbose_name": "thesaurus entry",
                "verbose_name_plural": "thesaurus",
                "ordering": ("terms",),
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(db_index=True, max_length=255)),
                ("key", models.CharField(db_index=True, max_length=200)),
                (
                    "engine",
                    models.CharField(
                        choices=[("embedded", "Embedded"), ("elasticsearch", "Elasticsearch")],
                        max_length=15,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "withdrawal from the search",
                "verbose_name_plural": "withdrawals from the search",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("stem", models.CharField(db_index=True, max_length=60)),
                ("folded", models.CharField(db_index=True, max_length=60)),
            ],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
            },
        ),
        migrations.CreateModel(
            name="IndexedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(max_length=255, unique=True)),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("kind", models.CharField(db_index=True, max_length=40)),
                ("language", models.CharField(max_length=10)),
                ("readers", models.CharField(max_length=80)),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "public"), ("restricted", "restricted")], max_length=10
                    ),
                ),
                ("acl", models.TextField(blank=True)),
                ("national", models.BooleanField(default=False)),
                ("territories", models.TextField(blank=True)),
                ("themes", models.TextField(blank=True)),
                ("latitude", models.FloatField(db_index=True, null=True)),
                ("longitude", models.FloatField(null=True)),
                ("version", models.BigIntegerField(default=0)),
                ("digest", models.CharField(max_length=64)),
                ("starts_at", models.DateTimeField(null=True)),
                ("date", models.DateField(null=True)),
                ("title_key", models.CharField(max_length=200)),
                ("url", models.TextField()),
                ("title", models.TextField()),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "indexed document",
                "verbose_name_plural": "indexed documents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audience", "public"),
                            models.Q(("acl", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="restricted_document_has_acl",
                    )
                ],
            },
        ),
        migrations.RunPython(create_storage, drop_storage),
        migrations.RunPython(seed_thesaurus, migrations.RunPython.noop),
    ]
