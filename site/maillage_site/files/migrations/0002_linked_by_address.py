"""What live pages and redirects lead to by its plain address stays readable there."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import migrations

# The host, when there is one; what is left out begins in the middle of another site's path.
HOST = r"(?:(?<=//)(?P<host>[^/\s\"'<>\\]+)|(?<![\w.%-]))"
DOCUMENT = re.compile(HOST + r"/documents/(?P<key>\d{1,9})/")
PICTURE = re.compile(HOST + r"/media/(?P<file>(?:private_)?images/[^\s\"'<>\\?#]+)")


def carry_over(apps, schema_editor):
    texts = [*_of_pages(apps, schema_editor.connection), *_of_redirects(apps)]
    hosts = _own_hosts(apps)
    keys = {int(key) for text in texts for key in _found(DOCUMENT, "key", text, hosts)}
    files = {unquote(name) for text in texts for name in _found(PICTURE, "file", text, hosts)}
    public = apps.get_model("maillage_files", "PublicFile").objects
    documents = apps.get_model("wagtaildocs", "Document").objects
    for key in documents.filter(pk__in=keys).values_list("pk", flat=True):
        public.get_or_create(document_id=key)
    sizes = apps.get_model("wagtailimages", "Rendition").objects
    for key in set(sizes.filter(file__in=files).values_list("image", flat=True)):
        public.get_or_create(image_id=key)


def _found(pattern, name, text, hosts):
    return {
        found[name]
        for found in pattern.finditer(text)
        if found["host"] is None or found["host"].lower() in hosts
    }


def _own_hosts(apps):
    sites = apps.get_model("wagtailcore", "Site").objects.values_list("hostname", "port")
    own = {name for host, port in sites for name in (host, f"{host}:{port}")}
    return own | {urlsplit(settings.BASE_URL).netloc, urlsplit(settings.BASE_URL).hostname}


def _of_redirects(apps):
    links = apps.get_model("wagtailredirects", "Redirect").objects
    return [link for link in links.values_list("redirect_link", flat=True) if link]


def _of_pages(apps, connection):
    """Every text of every live page that everybody may read, whichever app its type is of."""
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects
    closed = tuple(restrictions.values_list("page__path", flat=True))
    pages = apps.get_model("wagtailcore", "Page").objects.filter(live=True)
    shown = {key for key, path in pages.values_list("pk", "path") if not path.startswith(closed)}
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            names = [column.name for column in columns]
            if "page_ptr_id" not in names:
                continue
            for name in names:
                text = f"CAST({quoted(name)} AS text)"
                cursor.execute(
                    f"SELECT page_ptr_id, {text} FROM {quoted(table)} "  # noqa: S608 -- its own
                    f"WHERE {text} LIKE %s OR {text} LIKE %s",
                    ["%/documents/%", "%/media/%"],
                )
                yield from (found for key, found in cursor.fetchall() if key in shown)


class Migration(migrations.Migration):
    dependencies = [
        ("maillage_files", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
