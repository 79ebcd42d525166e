import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtaildocs.document",
                    ),
                ),
                (
                    "image",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailimages.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "public file",
                "verbose_name_plural": "public files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", True), ("image__isnull", False)),
                            models.Q(("document__isnull", False), ("image__isnull", True)),
                            _connector="OR",
                        ),
                        name="public_file_is_one_file",
                    )
                ],
            },
        ),
        # Each picture that a reader asks for is found by the name of its file.
        migrations.RunSQL(
            "CREATE INDEX maillage_rendition_file ON wagtailimages_rendition (file)",
            "DROP INDEX maillage_rendition_file",
        ),
    ]
