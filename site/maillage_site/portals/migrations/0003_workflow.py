"""Each portal says which workflow is its own: it was found by its title."""

import django.db.models.deletion
from django.db import migrations, models


def keep_those_in_use(apps, schema_editor):
    """The one of the portal's homes; of two portals that shared one, the first keeps it."""
    portal_model = apps.get_model("maillage_portals", "Portal")
    used = apps.get_model("wagtailcore", "WorkflowPage").objects
    taken = set()
    for portal in portal_model.objects.order_by("pk"):
        homes = portal.pages.exclude(language=None).values("pk")
        found = used.filter(page__in=homes).exclude(workflow__in=taken).order_by("pk").first()
        if found is not None:
            taken.add(found.workflow_id)
            portal_model.objects.filter(pk=portal.pk).update(workflow=found.workflow_id)


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_portals", "0002_shared_collection"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="portal",
            name="workflow",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.workflow",
                verbose_name="workflow",
            ),
        ),
        migrations.RunPython(keep_those_in_use, migrations.RunPython.noop),
    ]
