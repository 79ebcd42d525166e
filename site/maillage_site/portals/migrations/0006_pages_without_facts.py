"""Pages point to their portal and hold no fact; meshes are drawn again, one for each portal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maillage_portals", "0005_facts_of_portals")]

    operations = [
        migrations.AlterField(
            model_name="portalpage",
            name="portal",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="maillage_portals.portal",
            ),
        ),
        migrations.AddConstraint(
            model_name="portalpage",
            constraint=models.UniqueConstraint(
                fields=("portal", "language"), name="one_home_a_language"
            ),
        ),
        *(
            migrations.RemoveField(model_name="portalpage", name=name)
            for name in ("territory", "logo", "brand_strong", "brand_soft", "brand_on_strong")
        ),
        migrations.DeleteModel(name="PortalMesh"),
        migrations.CreateModel(
            name="PortalMesh",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places_number", models.PositiveBigIntegerField()),
                ("mesh", models.TextField(blank=True)),
                ("mark", models.TextField(blank=True)),
                (
                    "portal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mesh",
                        to="maillage_portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={"verbose_name": "mesh", "verbose_name_plural": "meshes"},
        ),
    ]
