"""The facts of a portal have a table; pages still hold theirs."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_portals", "0003_blocks"),
        ("maillage_territories", "0003_commune_centre_is_whole"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="Portal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("national", models.BooleanField(default=False, verbose_name="national")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, max_length=255, unique=True, verbose_name="slug"
                    ),
                ),
                (
                    "brand_strong",
                    models.CharField(
                        default="#0b5563",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits: #0b5563."
                            )
                        ],
                        verbose_name="strong colour",
                    ),
                ),
                (
                    "brand_soft",
                    models.CharField(
                        default="#dff0f1",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits: #0b5563."
                            )
                        ],
                        verbose_name="soft colour",
                    ),
                ),
                (
                    "brand_on_strong",
                    models.CharField(
                        default="#ffffff",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits: #0b5563."
                            )
                        ],
                        verbose_name="colour of text on the strong one",
                    ),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="logo",
                    ),
                ),
                (
                    "territory",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maillage_territories.territory",
                        verbose_name="territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "facts of a portal",
                "verbose_name_plural": "facts of portals",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("national", True), ("territory__isnull", True)),
                            models.Q(("national", False), ("territory__isnull", False)),
                            _connector="OR",
                        ),
                        name="portal_national_or_of_a_territory",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("national", True)),
                        fields=("national",),
                        name="one_national_portal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="portal_has_a_slug"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalSlug",
            fields=[
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        max_length=255,
                        primary_key=True,
                        serialize=False,
                        verbose_name="slug",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slugs",
                        to="maillage_portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "slug of a portal",
                "verbose_name_plural": "slugs of portals",
            },
        ),
        migrations.AddField(
            model_name="portalpage",
            name="portal",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="maillage_portals.portal",
            ),
        ),
        migrations.AddField(
            model_name="portalpage",
            name="language",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="language",
            ),
        ),
    ]
