from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("maillage_events", "0012_shares")]

    operations = [
        migrations.RemoveField(
            model_name="event",
            name="national",
        ),
        migrations.RemoveField(
            model_name="eventpage",
            name="national",
        ),
    ]
