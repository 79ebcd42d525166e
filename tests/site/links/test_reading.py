"""What leads nowhere is found in each page, without the network."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage.outbox.models import Message
from maillage_site.files.saying import say_public
from maillage_site.links.found import Found, links_of
from maillage_site.links.models import ExternalAddress, PageLink
from maillage_site.links.reading import TOPIC, drain, read_all_later, read_page
from maillage_site.links.wording import wrong_with
from maillage_site.writing_help.texts import Passage, passages
from tests.cartography.factories import PlaceFactory
from tests.events.factories import event_page
from tests.site.links.conftest import text, written
from tests.site.rights.conftest import png

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(b"bonjour", name="bonjour.txt")
    return get_document_model().objects.create(title="Bonjour", file=file)


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return get_image_model().objects.create(title="Salle", file=png())


def broken(page):
    """Text → what is wrong, in the order of the page."""
    read_page(page, at=NOW)
    return told(page)


def told(page):
    rows = PageLink.objects.filter(page=page.pk).broken().in_order().with_what_is_told()
    return {row.text: wrong_with(row) for row in rows}


def test_links_are_found_wherever_they_stand(portal, document):
    target = written(portal, "Cible", [])
    cards = [
        {"type": "item", "id": "c1", "value": {"title": "Une page", "page": target.pk}},
        {"type": "item", "id": "c2", "value": {"title": "Un site", "link": "https://a.example/"}},
    ]
    page = written(
        portal,
        "Tout",
        [
            text(
                f'<p><a linktype="page" id="{target.pk}">là</a> <a href="https://b.example/#x">ici '
                '<b>même</b></a> <a href="mailto:a@b.fr">écrire</a> <a href="#bas">bas</a></p>',
                "t1",
            ),
            {
                "type": "faq",
                "id": "f1",
                "value": {
                    "questions": [
                        {
                            "type": "item",
                            "id": "q1",
                            "value": {
                                "title": "Quoi ?",
                                "text": f'<p><a linktype="document" id="{document.pk}">lire</a></p>',
                            },
                        }
                    ]
                },
            },
            {"type": "cards", "id": "k1", "value": {"cards": cards}},
            {
                "type": "files",
                "id": "d1",
                "value": {
                    "files": [
                        {
                            "type": "item",
                            "id": "d2",
                            "value": {"title": "Guide", "document": document.pk},
                        }
                    ]
                },
            },
        ],
    )
    assert list(links_of(page)) == [
        Found("body.t1", "là", page=target.pk),
        Found("body.t1", "ici même", href="https://b.example/#x"),
        Found("body.t1", "écrire", href="mailto:a@b.fr"),
        Found("body.t1", "bas", href="#bas"),
        Found("body.f1.questions.q1.text", "lire", document=document.pk),
        Found("body.k1.cards.c1.page", "Une page", page=target.pk),
        Found("body.k1.cards.c2.link", "Un site", href="https://a.example/"),
        Found("body.d1.files.d2.document", "Guide", document=document.pk),
    ]
    read_page(page, at=NOW)
    kinds = PageLink.objects.filter(page=page.pk).in_order().values_list("kind", flat=True)
    assert list(kinds) == ["page", "external", "document", "page", "external", "document"]
    urls = ExternalAddress.objects.order_by("url").values_list("url", "host")
    assert list(urls) == [("https://a.example/", "a.example"), ("https://b.example/", "b.example")]


def test_a_picture_hides_no_link(portal, image):
    figure = {"type": "figure", "id": "g1", "value": {"image": image.pk, "caption": "Une salle"}}
    logo = {"name": "La ville", "logo": image.pk, "link": "https://a.example/"}
    partners = [{"type": "item", "id": "p1", "value": logo}]
    body = [figure, {"type": "partners", "id": "p0", "value": {"partners": partners}}]
    page = written(portal, "Images", body)
    assert list(links_of(page)) == [
        Found("body.p0.partners.p1.link", "La ville", href="https://a.example/")
    ]
    words = [Passage("title", "Images"), Passage("body.g1.caption", "Une salle")]
    assert [*passages(page)] == [*words, Passage("body.p0.partners.p1.name", "La ville")]


def test_what_stands_at_the_other_end_is_looked_at_now(portal, document):
    target, draft = written(portal, "Cible", []), written(portal, "Brouillon", [])
    page = written(
        portal,
        "Aide",
        [
            text(
                f'<p><a linktype="page" id="{target.pk}">cible</a>'
                f'<a linktype="page" id="{draft.pk}">brouillon</a>'
                f'<a linktype="page" id="987654">jamais</a>'
                f'<a linktype="document" id="{document.pk}">fichier</a></p>'
            )
        ],
    )
    assert broken(page) == {"jamais": "La page a été supprimée."}
    draft.unpublish()
    document.delete()
    target.delete()
    assert told(page) == {
        "cible": "La page a été supprimée.",
        "brouillon": "La page « Brouillon » n’est pas publiée.",
        "jamais": "La page a été supprimée.",
        "fichier": "Le fichier a été supprimé.",
    }
    page.unpublish()
    assert told(page) == {}


def test_an_address_of_the_site_is_read_without_the_network(portal, page, document):
    written(portal, "Lieu d’accueil", [])
    Redirect.objects.create(old_path="/saone-et-loire/affiche", redirect_page=page)
    base = "/saone-et-loire"
    say_public(document, public=True)
    file = ContentFile(b"x", name="interne.txt")
    unseen = get_document_model().objects.create(title="Interne", file=file)
    good = [
        *("/", f"{base}/", f"{base}/agenda/?mois=2026-12#bas", f"{base}/lieu-daccueil/"),
        *(f"{base}/lieux/", f"{base}/affiche", f"http://localhost:8000{base}/aide/", "/lieux.csv"),
        document.url,
        f"{base}/lieux/{PlaceFactory().uuid}/",
    ]
    bad = [
        f"{base}/lieux/{uuid4()}/",
        f"{base}/disparue/",
        "/documents/9999/x.pdf",
        unseen.url,
        f"{base}/agenda/inconnu/x/y/z/",
    ]
    links = "".join(f'<a href="{href}">{href}</a>' for href in (*good, *bad))
    page.body = [("text", f"<p>{links}</p>")]
    assert broken(page) == dict.fromkeys(bad, "Rien ne se lit à cette adresse du site.")


def test_odd_addresses_break_nothing(page):
    odd = ["http://[", "javascript:alert(1)", "tel:0385", "ici", "//", "https://", "http://a b/"]
    links = "".join(f'<a href="{href}">{href}</a>' for href in odd)
    page.body = [("text", f"<p>{links}<a>rien</a></p>")]
    assert broken(page) == {"ici": "Rien ne se lit à cette adresse du site."}


def test_publishing_reads_a_page_in_the_background_and_so_does_each_week(portal):
    page = written(portal, "Aide", [text('<p><a href="/disparue/">ici</a></p>')])
    assert PageLink.objects.count() == 0
    while drain(100):
        pass
    assert told(page) == {"ici": "Rien ne se lit à cette adresse du site."}
    page.body = []
    page.save_revision().publish()
    while drain(100):
        pass
    assert (told(page), PageLink.objects.count()) == ({}, 0)
    read_all_later(NOW)
    waiting = Message.objects.filter(topic=TOPIC, state="ready").values_list("key", flat=True)
    assert str(page.pk) in waiting


def test_addresses_that_no_page_leads_to_any_more_go(page):
    page.body = [("text", '<p><a href="https://a.example/">a</a></p>')]
    read_page(page, at=NOW)
    page.body = []
    read_page(page, at=NOW)
    assert ExternalAddress.objects.count() == 1
    read_all_later(NOW)
    assert ExternalAddress.objects.count() == 0


def test_pages_of_plugins_are_read_too(portal):
    event = event_page(portal, title="Atelier")
    links = [one.where for one in links_of(event)]
    assert all("." in where or hasattr(event, where) for where in links)
    read_page(event, at=NOW)
