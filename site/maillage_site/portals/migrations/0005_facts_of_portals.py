"""Each portal gets its row; all its pages point to it.

The homes of a portal are its translations. What is left are pages that captured a portal's place
(aliases, copies, portals added without a territory): they show the facts of the portal that they
repeat, or stand below, and are the home of none.
"""

from django.conf import settings
from django.db import migrations

FRENCH = "fr"
FACTS = ("logo_id", "brand_strong", "brand_soft", "brand_on_strong")
# What translators were offered to override, and is no field of the page any more.
GONE = ("slug", "territory", "logo", "brand_strong", "brand_soft", "brand_on_strong")


def move_facts(apps, _schema_editor):
    page_model = apps.get_model("maillage_portals", "PortalPage")
    pages = list(page_model.objects.select_related("locale").order_by("depth", "path"))
    # The French home says the facts; the original comes before what was made from it.
    pages.sort(key=lambda page: (page.alias_of_id is not None, page.locale.language_code != FRENCH))
    rows = {}
    for page in _national_first(apps, pages):
        if page.territory_id not in rows:
            rows[page.territory_id] = (_row(apps, page), page.translation_key)
    for page in pages:
        row, key = rows[page.territory_id]
        page.portal = row
        page.language_id = page.locale_id if page.translation_key == key else None
    _put_below(pages)
    page_model.objects.bulk_update(pages, ["portal", "language"], batch_size=100)
    _forget_overrides(apps)


def _national_first(apps, pages):
    """The national home is the root of the default site, whatever else has no territory."""
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    root = site.root_page.translation_key if site else None
    return sorted(pages, key=lambda page: page.translation_key != root)


def _row(apps, page):
    portal = apps.get_model("maillage_portals", "Portal").objects.create(
        territory_id=page.territory_id,
        national=page.territory_id is None,
        slug=page.slug,
        collection=_collection(apps, page),
        **{name: getattr(page, name) for name in FACTS},
    )
    apps.get_model("maillage_portals", "PortalSlug").objects.create(slug=page.slug, portal=portal)
    return portal


def _collection(apps, page):
    """The one that bears the portal's name, unless another portal of that name has it."""
    found = apps.get_model("wagtailcore", "Collection").objects.filter(name=page.title, depth=2)
    taken = apps.get_model("maillage_portals", "Portal").objects.exclude(collection=None)
    return found.exclude(pk__in=taken.values("collection")).first()


def _put_below(pages):
    """A page without territory that is not the national home belongs to the portal above it."""
    homes = [page for page in pages if page.language_id is not None]
    for page in pages:
        if page.territory_id is None and page.language_id is None and page.alias_of_id is None:
            above = [home for home in homes if page.path.startswith(home.path)]
            if above:
                page.portal = max(above, key=lambda home: home.depth).portal


def _forget_overrides(apps):
    segments = apps.get_model("wagtail_localize", "OverridableSegment").objects
    overrides = apps.get_model("wagtail_localize", "SegmentOverride").objects
    kind = {"app_label": "maillage_portals", "model": "portalpage"}
    of_portals = {f"source__specific_content_type__{name}": value for name, value in kind.items()}
    gone = segments.filter(context__path__in=GONE, **of_portals)
    overrides.filter(context__in=list(gone.values_list("context_id", flat=True))).delete()
    gone.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_portals", "0004_portal"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [migrations.RunPython(move_facts, migrations.RunPython.noop)]
