import django.core.validators
from django.db import migrations, models


def forget_what_lies_nowhere(apps, _editor):
    """A position that no map can show said nothing."""
    event = apps.get_model("maillage_events", "Event")
    nowhere = models.Q(latitude__lt=-90) | models.Q(latitude__gt=90)
    nowhere |= models.Q(longitude__lt=-180) | models.Q(longitude__gt=180)
    event.objects.filter(nowhere).update(latitude=None, longitude=None)


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_events", "0003_picture_described"),
        ("maillage_territories", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget_what_lies_nowhere, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="event",
            name="latitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-90),
                    django.core.validators.MaxValueValidator(90),
                ],
                verbose_name="latitude",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="longitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-180),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="longitude",
            ),
        ),
        migrations.AlterField(
            model_name="eventpage",
            name="latitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-90),
                    django.core.validators.MaxValueValidator(90),
                ],
                verbose_name="latitude",
            ),
        ),
        migrations.AlterField(
            model_name="eventpage",
            name="longitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-180),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="longitude",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude", None), ("latitude__range", (-90, 90)), _connector="OR"
                ),
                name="event_latitude_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("longitude", None), ("longitude__range", (-180, 180)), _connector="OR"
                ),
                name="event_longitude_on_earth",
            ),
        ),
    ]
