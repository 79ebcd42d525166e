"""A territory's portal may be closed: what undoes it, and what its feeds still answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("maillage_portals", "0003_workflow"),
        ("maillage_territories", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosedFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(default="fr", max_length=10, verbose_name="language"),
                ),
                ("path", models.CharField(max_length=255, verbose_name="path")),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("body", models.BinaryField(default=b"")),
                ("leads_to", models.CharField(blank=True, max_length=500)),
                ("until", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "feed of a closed portal",
                "verbose_name_plural": "feeds of closed portals",
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="closed on")),
                ("restrictions", models.JSONField(default=list)),
                ("heirs", models.JSONField(default=dict)),
                ("kept", models.JSONField(default=dict)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "closing of a portal",
                "verbose_name_plural": "closings of portals",
            },
        ),
        migrations.CreateModel(
            name="EndedRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "ended role",
                "verbose_name_plural": "ended roles",
            },
        ),
        migrations.CreateModel(
            name="EndedTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "editors"),
                            ("publisher", "publishers"),
                            ("coordinator", "coordinators"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "team of a closed portal",
                "verbose_name_plural": "teams of closed portals",
            },
        ),
        migrations.AddField(
            model_name="portal",
            name="closed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="closed since"
            ),
        ),
        migrations.AddConstraint(
            model_name="portal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("national", False), ("closed_at__isnull", True), _connector="OR"
                ),
                name="the_nations_portal_stays_open",
            ),
        ),
        migrations.AddField(
            model_name="closedfeed",
            name="portal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closed_feeds",
                to="maillage_portals.portal",
                verbose_name="portal",
            ),
        ),
        migrations.AddField(
            model_name="closing",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="closing",
            name="portal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closing",
                to="maillage_portals.portal",
                verbose_name="portal",
            ),
        ),
        migrations.AddField(
            model_name="endedrole",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="endedteam",
            name="closing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ended_teams",
                to="maillage_portals.closing",
                verbose_name="closing",
            ),
        ),
        migrations.AddField(
            model_name="endedteam",
            name="group",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="auth.group",
                verbose_name="group",
            ),
        ),
        migrations.AddField(
            model_name="endedrole",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ended_roles",
                to="maillage_portals.endedteam",
                verbose_name="team",
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfeed",
            constraint=models.UniqueConstraint(
                fields=("portal", "language", "path"), name="a_closed_feed_answers_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="closedfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content_type", ""), ("leads_to__gt", "")),
                    models.Q(("content_type__gt", ""), ("leads_to", "")),
                    _connector="OR",
                ),
                name="a_closed_feed_answers_or_leads_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="endedteam",
            constraint=models.UniqueConstraint(
                fields=("closing", "role"), name="a_team_ends_once_a_closing"
            ),
        ),
        migrations.AddConstraint(
            model_name="endedrole",
            constraint=models.UniqueConstraint(
                fields=("team", "user"), name="a_role_ends_once_a_team"
            ),
        ),
    ]
