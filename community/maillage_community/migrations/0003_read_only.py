"""A circle may be read only, since its portal was closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_community", "0002_former_slugs"),
    ]

    operations = [
        migrations.AddField(
            model_name="circle",
            name="read_only_since",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="read only since"
            ),
        ),
    ]
