"""What was read at a plain address before files followed their pages is read there still."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from maillage_site.files.models import PublicFile
from maillage_site.home.models import ContentPage

pytestmark = pytest.mark.django_db
migration = importlib.import_module("maillage_site.files.migrations.0002_linked_by_address")


def document(collection, name):
    file = ContentFile(b"bonjour", name=f"{name}.txt")
    return get_document_model().objects.create(title=name, file=file, collection=collection)


def write(ours, slug, html):
    page = ours.portal.add_child(instance=ContentPage(title=slug, slug=slug, live=True))
    page.body = [("text", RichText(html))]
    page.save()
    return page


def test_what_live_pages_and_redirects_lead_to_by_address_stays_public(client, ours):
    names = ("relative", "whole", "redirected", "foreign", "below", "draft", "private")
    found = {name: document(ours.collection, name) for name in names}
    size = ours.image.get_rendition("width-10")
    write(
        ours,
        "adresses",
        f'<a href="{found["relative"].url}">a</a>'
        f'<a href="http://localhost:8000{found["whole"].url}">b</a>'
        f'<a href="https://autre.example{found["foreign"].url}">c</a>'
        f'<a href="/ailleurs{found["below"].url}">d</a>'
        f'<a href="{size.url}">e</a>',
    )
    draft = write(ours, "brouillon", f'<a href="{found["draft"].url}">f</a>')
    draft.live = False
    draft.save()
    private = write(ours, "prive", f'<a href="{found["private"].url}">g</a>')
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    Redirect.objects.create(old_path="/affiche", redirect_link=found["redirected"].url)
    for _time in range(2):
        migration.carry_over(apps, SimpleNamespace(connection=connection))
    public = PublicFile.objects.select_related("document")
    assert {row.document.title for row in public if row.document} == {
        "relative",
        "whole",
        "redirected",
    }
    assert [row.image for row in public if row.image] == [ours.image]
    answers = {name: client.get(one.url) for name, one in found.items()}
    assert {name for name, answer in answers.items() if answer.status_code == 200} == {
        "relative",
        "whole",
        "redirected",
    }
    for answer in answers.values():
        answer.getvalue()
