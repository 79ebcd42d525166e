"""Who changes the file of a page that readers see publishes: an editor does not, by any door."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.rich_text import RichText

from maillage_site.home.models import ContentPage
from tests.site.rights.conftest import png

pytestmark = pytest.mark.django_db
KINDS = {
    "images": ("wagtailimages", "image", "image"),
    "docs": ("wagtaildocs", "document", "doc"),
}


@pytest.fixture
def elsewhere(ours) -> Collection:
    """A second collection of the team's, below its own: restricted, perhaps."""
    return ours.collection.add_child(instance=Collection(name="Archives"))


def page_with(ours, file, **fields) -> ContentPage:
    """Shows the file as a picture and as a link of a text."""
    if isinstance(file, get_image_model()):
        text = f'<embed embedtype="image" id="{file.pk}" format="left" alt="x"/>'
    else:
        text = f'<p><a linktype="document" id="{file.pk}">fiche</a></p>'
    page = ContentPage(title="Montre", slug="montre", live=False, **fields)
    page.body = [("text", RichText(text))]
    return ours.portal.add_child(instance=page)


def publish(page, **fields) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def doors(kind: str, file, collection: Collection) -> dict[str, tuple[str, dict]]:
    """All that changes a file: address, what is sent."""
    space, model, prefix = KINDS[kind]
    space_of_multiple = f"{space}:edit_multiple"
    upload = png("red") if kind == "images" else SimpleUploadedFile("a.txt", b"autre")
    whole = {"title": file.title, "tags": "", "collection": file.collection_id, "description": ""}
    several = {f"{prefix}-{file.pk}-{name}": value for name, value in whole.items()}
    bulk = reverse("wagtail_bulk_action", args=[space, model, "add_to_collection"])
    edit = reverse(f"{space}:edit", args=[file.pk])
    multiple = reverse(space_of_multiple, args=[file.pk])
    return {
        "file": (edit, whole | {"file": upload}),
        "title": (edit, whole | {"title": "Autre"}),
        "collection": (edit, whole | {"collection": collection.pk}),
        "title of several": (multiple, several | {f"{prefix}-{file.pk}-title": "Autre"}),
        "collection of several": (
            multiple,
            several | {f"{prefix}-{file.pk}-collection": collection.pk},
        ),
        "collection in bulk": (f"{bulk}?id={file.pk}", {"collection": collection.pk}),
    }


def through(client, kind: str, file, collection: Collection) -> set[str]:
    """The doors by which the file was changed; each is tried on the file as it was."""
    model, changed = type(file), set()
    row = model.objects.filter(pk=file.pk)
    stored = row.values(*SEEN).get()
    content = file.file.open("rb").read()
    for name, (address, sent) in doors(kind, file, collection).items():
        response = client.post(address, sent)
        assert response.status_code < 500
        if row.values(*SEEN).get() != stored:
            changed.add(name)
            row.update(**stored)
            file.file.storage.delete(stored["file"])
            file.file.storage.save(stored["file"], SimpleUploadedFile("x", content))
    return changed


SEEN = ("title", "file", "collection_id")
EVERY_DOOR = {
    "file",
    "title",
    "collection",
    "title of several",
    "collection of several",
    "collection in bulk",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_readers_see_of_a_file_is_a_publishers_to_change(client, ours, elsewhere, kind):
    file = {"images": ours.image, "docs": ours.document}[kind]
    page = page_with(ours, file)
    client.force_login(ours.editor)
    assert through(client, kind, file, elsewhere) == EVERY_DOOR
    publish(page)
    assert through(client, kind, file, elsewhere) == set()
    client.force_login(ours.publisher)
    assert through(client, kind, file, elsewhere) == EVERY_DOOR
    page.refresh_from_db()
    page.unpublish()
    client.force_login(ours.editor)
    assert through(client, kind, file, elsewhere) == EVERY_DOOR


def test_the_editor_reads_why_and_still_sorts_the_file(client, ours):
    publish(page_with(ours, ours.image))
    client.force_login(ours.editor)
    address, sent = doors("images", ours.image, ours.collection)["file"]
    assert "seule une personne qui publie" in client.post(address, sent).content.decode()
    client.post(address, sent | {"file": "", "tags": "salle"})
    assert [tag.name for tag in ours.image.tags.all()] == ["salle"]


def test_what_is_approved_for_later_is_kept_as_it_was_approved(client, ours, elsewhere):
    page = page_with(ours, ours.document)
    publish(page, go_live_at=timezone.now() + timedelta(days=2))
    client.force_login(ours.editor)
    assert through(client, "docs", ours.document, elsewhere) == set()


def test_a_portals_logo_is_read_though_no_page_names_it(client, ours, elsewhere):
    ours.portal.portal.logo = ours.image
    ours.portal.portal.save(update_fields=["logo"])
    client.force_login(ours.editor)
    assert through(client, "images", ours.image, elsewhere) == set()
