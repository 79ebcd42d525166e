"""Redirects that somebody wrote in capitals answer as visitors type them."""

from unicodedata import normalize

from django.db import migrations


def in_small_letters(apps, _schema_editor):
    """But for one whose address in small letters is another's; those of pages stay theirs."""
    redirects = apps.get_model("wagtailredirects", "Redirect").objects
    for rule in redirects.filter(automatically_created=False):
        path, mark, query = rule.old_path.partition("?")
        # What stands for a sign ("%2C") is written in capitals.
        parts = normalize("NFC", path).split("%")
        small = [parts[0].lower(), *(part[:2].upper() + part[2:].lower() for part in parts[1:])]
        now = "%".join(small) + mark + query
        same = redirects.filter(old_path=now, site=rule.site_id)
        if now != rule.old_path and not same.exists():
            redirects.filter(pk=rule.pk).update(old_path=now)


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_portals", "0004_closing"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(in_small_letters, migrations.RunPython.noop)]
