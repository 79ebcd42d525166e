"""The pages of a portal to take away: their words as JSON, and their files, in one ZIP."""

from __future__ import annotations

import json
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage_site.closing.pages import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model
    from wagtail.models import Page

    from maillage_site.portals.models import Portal

IN_MEMORY = 5_000_000  # bytes; beyond, the archive is written on the disk
# What Wagtail keeps of a page that is nobody's words, or somebody's name.
LEFT_OUT = frozenset(
    {
        *("path", "depth", "numchild", "wagtail_admin_comments", "owner", "locked", "locked_by"),
        *("locked_at", "latest_revision", "live_revision", "content_type", "expired"),
        *("draft_title", "has_unpublished_changes", "go_live_at", "expire_at", "url_path"),
    }
)


def archive_of(portal: Portal) -> IO[bytes]:
    """An open file, at its beginning: whoever takes it closes it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- handed on, open
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for page in pages_of(portal).order_by("path").specific().iterator():
            words = json.dumps(_words(page), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
            archive.writestr(f"pages{page.url_path}page.json", words)
        missing = [name for row in _files(portal) if (name := _put(archive, row))]
        archive.writestr("LISEZ-MOI.txt", _read_me(missing))
    file.seek(0)
    return file


def _words(page: Page) -> dict[str, object]:
    """Its latest version, published or not."""
    latest = page.get_latest_revision_as_object()
    content = latest.serializable_data()
    return {
        "type": page.specific_class._meta.label if page.specific_class else "",
        "language": page.locale.language_code,
        "published": page.live,
        **{key: value for key, value in content.items() if key not in LEFT_OUT},
    }


def _files(portal: Portal) -> Iterator[Model]:
    """The images and documents of the portal's collection."""
    if portal.collection_id:
        for model in (get_image_model(), get_document_model()):
            yield from model.objects.filter(collection=portal.collection).order_by("pk")


def _put(archive: ZipFile, row: Model) -> str:
    """Write the file of that row; its name when the disk no longer has it."""
    name = row.file.name
    path = f"fichiers/{row._meta.model_name}-{row.pk}/{name.rpartition('/')[2]}"
    try:
        with row.file.open("rb") as file:
            archive.writestr(path, file.read())
    except FileNotFoundError:
        return name
    return ""


def _read_me(missing: list[str]) -> str:
    lines = [
        _("pages: one folder a page, at its address, with its latest words in page.json."),
        _("fichiers: the images and documents of the portal, under the number that pages name."),
    ]
    if missing:
        names = {"names": ", ".join(missing)}
        lines.append(_("Files that the disk no longer has: %(names)s") % names)
    return "\n".join(lines) + "\n"
