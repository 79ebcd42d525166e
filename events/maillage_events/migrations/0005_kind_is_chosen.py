"""The kind of an event has no default any more: somebody chooses it. No row changes."""

from django.db import migrations, models

KINDS = [
    ("webinaire", "Webinar"),
    ("atelier", "Workshop"),
    ("formation", "Training"),
    ("rencontre", "Meeting"),
    ("permanence", "Drop-in session"),
]


def chosen(model: str) -> migrations.AlterField:
    field = models.CharField(choices=KINDS, max_length=12, verbose_name="kind of event")
    return migrations.AlterField(model_name=model, name="event_type", field=field)


class Migration(migrations.Migration):
    dependencies = [("maillage_events", "0004_event_on_earth")]
    # Defaults are Python's alone: SQLite would copy both tables for nothing.
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[chosen("event"), chosen("eventpage")])
    ]
