"""What a role reads in the admin is French as an editor writes it."""

import html
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Words of Wagtail's makers, a gender that was not chosen, a guide in English.
FOREIGN = re.compile(
    r"\w\(e\)|\(elle\)|\(tte\)|\bFragments?\b|\b[Ww]orkflow\b|\b[Ss]nippets?\b|guide\.wagtail\.org"
    r"|\b\d{4}-\d\d-\d\d\b|What's new|\bRoot\b|Status actuel|domain\.com|\bcrées\b|le/la\b|\bExploration\b"
    # English, a French title with an English colon, the names of formats and codes alone.
    r"|\b[Ss]tatus\b|\bSearch\b|\bNouveau ?:|\bAjout: |\bfichiers? PO\b|\bcode INSEE\b"
)
SCRIPTS = ("script", "style", "link")


def read(response) -> str:
    """Words and the labels of what is drawn, without scripts; the menu is one of them."""
    page = BeautifulSoup(response.content, "html.parser")
    menu = page.select_one("#wagtail-sidebar-props")
    menu = html.unescape(menu.text) if menu else ""
    labels = re.findall(r'"label": "(.*?)"', menu) + re.findall(r'"url": "(http.*?)"', menu)
    for part in page(SCRIPTS):
        part.decompose()
    told = [tag[name] for name in ("aria-label", "title") for tag in page.select(f"[{name}]")]
    return "\n".join([page.get_text(" "), *told, *labels])


def screens(ours) -> list[str]:
    page, draft = ours.page.pk, ours.draft.pk
    pages = {
        "edit": [draft],
        "history": [draft],
        "usage": [page],
        "workflow_history": [draft],
        "delete": [page],
        "unpublish": [page],
        "move": [page],
        "copy": [page],
        "add_subpage": [ours.portal.pk],
        "add": ["maillage_home", "contentpage", ours.portal.pk],
    }
    return [
        "/gestion/",
        reverse("wagtailadmin_explore", args=[ours.portal.pk]),
        *(reverse(f"wagtailadmin_pages:{name}", args=args) for name, args in pages.items()),
        *("/gestion/images/", "/gestion/documents/", "/gestion/images/multiple/add/"),
        reverse("wagtailimages:edit", args=[ours.image.pk]),
        reverse("wagtailimages:delete", args=[ours.image.pk]),
        reverse("wagtaildocs:edit", args=[ours.document.pk]),
        *("/gestion/account/", "/gestion/snippets/", "/gestion/redirections/"),
        *("/gestion/redirections/add/", "/gestion/pages/search/?q=colibri", "/gestion/journal/"),
        "/gestion/snippets/maillage_cartography/place/add/",
    ]


@pytest.mark.parametrize("role", ["editor", "publisher", "coordinator"])
def test_no_word_of_its_makers_is_left(client, ours, role):
    client.force_login(ours.editor)
    Page.objects.get(pk=ours.draft.pk).get_workflow().start(ours.draft, ours.editor)
    client.force_login(getattr(ours, role))
    found, opened = {}, 0
    for address in screens(ours):
        response = client.get(address)
        if response.status_code == 200:
            opened += 1
            left = sorted({one[0] for one in FOREIGN.finditer(read(response))})
            if left:
                found[address] = left
    assert found == {}
    assert opened >= 15
