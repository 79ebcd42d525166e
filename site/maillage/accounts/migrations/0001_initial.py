"""Accounts and teams; the tables of the database caches, in which every process counts."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import maillage.accounts.models
import uuid
from django.core.management import call_command
from django.db import migrations, models


def create_cache_table(_apps, schema_editor):
    """Does nothing when the table is there, or when the cache is elsewhere than in a database."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("maillage_territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LimitEntry",
            fields=[
                ("key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.BinaryField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "limit",
                "verbose_name_plural": "limits",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="mail address"),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        help_text="Gives the time zone of reminders.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="maillage_territories.territory",
                        verbose_name="territory",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_account_a_mail_address",
                    )
                ],
            },
            managers=[
                ("objects", maillage.accounts.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="PortalTeam",
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
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portal_team",
                        to="auth.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="maillage_territories.territory",
                        verbose_name="territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal team",
                "verbose_name_plural": "portal teams",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("territory", "role"), name="one_team_a_portal_role"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("territory__isnull", True)),
                        fields=("role",),
                        name="one_national_team_a_role",
                    ),
                ],
            },
        ),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
