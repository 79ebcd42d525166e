"""On PostgreSQL, titles and keywords have an index of their own: they are looked into first."""

from __future__ import annotations

from django.db import migrations

from maillage_search.full_text.vendor import vendor


def index_heads(_apps: object, _schema_editor: object) -> None:
    vendor().index_heads()


def forget_heads(_apps: object, _schema_editor: object) -> None:
    vendor().forget_heads()


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0005_missed_questions")]

    operations = [migrations.RunPython(index_heads, forget_heads)]
