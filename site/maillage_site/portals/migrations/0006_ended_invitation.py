"""Invitations that wait in a closed portal are kept, to wait again when it opens again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_portals", "0005_redirects_in_small_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EndedInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="mail address")),
                ("invited_at", models.DateTimeField(verbose_name="invited on")),
                ("expires_at", models.DateTimeField(verbose_name="expires on")),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ended_invitations",
                        to="maillage_portals.endedteam",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "ended invitation",
                "verbose_name_plural": "ended invitations",
            },
        ),
    ]
