"""Which redirects the form refuses, and who may write any."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
SCREEN = "wagtailsnippets_wagtailredirects_redirect"
ADD = "/gestion/redirections/add/"


@pytest.fixture
def contact(client):
    client.force_login(UserFactory(is_superuser=True))
    portal = territory_portal()
    return portal.add_child(instance=ContentPage(title="Contact", slug="contact"))


@pytest.fixture
def written(contact):
    """``/a`` leads to ``/b/``, where nothing is; ``/s`` to the page."""
    Redirect.add_redirect("/a", "/b/")
    Redirect.add_redirect("/s", contact)


def refused(client, old_path, link="", **fields):
    """The fields that the form complains of; none once the rule is written."""
    sent = {"old_path": old_path, "redirect_link": link, "is_permanent": "on", **fields}
    response = client.post(ADD, sent)
    return set() if response.status_code == 302 else set(response.context["form"].errors)


@pytest.mark.parametrize(
    ("old_path", "link", "field"),
    [
        ("/saone-et-loire/contact/", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/contact", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/agenda/", "https://exemple.fr/", "old_path"),
        ("/en/lieux", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/agenda.ics", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/agenda.rss/", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/lieux.csv", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/lieux.geojson", "https://exemple.fr/", "old_path"),
        ("/saone-et-loire/agenda/mois/2027-01", "https://exemple.fr/", "old_path"),
        ("http://[::1", "https://exemple.fr/", "old_path"),
        ("//[", "https://exemple.fr/", "old_path"),
        ("http://a℀b/x", "https://exemple.fr/", "old_path"),
        ("/c", "//[", "redirect_link"),
        ("/c", "http://[::1", "redirect_link"),
        ("/c", "http://localhost:8000@exemple.fr/", "redirect_link"),
        ("/gestion/pages/", "https://exemple.fr/", "old_path"),
        ("/c", "http://localhost:8000/c/", "redirect_link"),
        ("/c", "http://localhost:8000/a/", "redirect_link"),
        ("/c", "http://localhost/s", "redirect_link"),
        ("/c", "HTTP://LOCALHOST:8000/c", "redirect_link"),
        ("/b", "http://localhost:8000/a", "old_path"),
        ("/b", "https://exemple.fr/", "old_path"),
        ("/c", "", "redirect_link"),
        ("/c", "/nulle-part/", "redirect_link"),
        ("/c", "ça va ?", "redirect_link"),
        ("https://exemple.fr/c", "https://exemple.fr/", "old_path"),
        ("/" + "c" * 255, "https://exemple.fr/", "old_path"),
        ("/a/", "https://exemple.fr/", "old_path"),
    ],
)
def test_the_form_refuses_to_shadow_to_loop_and_to_chain(
    client, written, settings, old_path, link, field
):
    settings.BASE_URL = "http://localhost:8000"
    assert refused(client, old_path, link) == {field}
    assert Redirect.objects.count() == 2


@pytest.mark.parametrize(
    ("old_path", "link"),
    [
        ("/c", "https://exemple.fr/a/"),
        ("/c", "http://localhost:8000/saone-et-loire/contact/"),
        ("/saone-et-loire/contact/?id=3", "https://exemple.fr/"),
        ("/saone-et-loire/ancienne", "https://exemple.fr/"),
        ("/saone-et-loire/communautes/fermee/", "https://exemple.fr/"),
    ],
)
def test_the_form_takes_what_leads_somewhere(client, written, settings, old_path, link):
    settings.BASE_URL = "http://localhost:8000"
    assert refused(client, old_path, link) == set()


def test_a_rule_may_be_saved_again_and_lead_to_a_page(client, written, contact):
    rule = Redirect.objects.get(old_path="/a")
    sent = {"old_path": "/a", "is_permanent": "on", "redirect_page": contact.pk}
    response = client.post(reverse(f"{SCREEN}:edit", args=[rule.pk]), sent)
    assert response.status_code == 302
    assert client.get("/a/")["Location"] == "/saone-et-loire/contact/"


@pytest.mark.parametrize(("old_path", "target"), [("/c", "/c/"), ("/c", "/a"), ("/b", "/a")])
def test_what_saves_without_a_form_neither_loops_nor_chains(written, old_path, target):
    with pytest.raises(ValidationError):
        Redirect.add_redirect(old_path, target)


def test_the_refusal_is_said_in_french(client, written):
    response = client.post(ADD, {"old_path": "/c", "redirect_link": "", "is_permanent": "on"})
    assert "Indiquez où mène cette adresse." in response.text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_rule_below_a_former_name_of_a_portal_is_refused_with_the_name_to_write(
    client, contact, prefix
):
    portal = PortalPage.objects.get(slug="saone-et-loire")
    portal.slug = "bourgogne-du-sud"
    portal.save_revision().publish()
    sent = {"old_path": f"{prefix}/saone-et-loire/affiche", "redirect_link": "https://exemple.fr/"}
    (error,) = client.post(ADD, sent).context["form"].errors["old_path"]
    assert f"{prefix}/bourgogne-du-sud/affiche" in error
    assert refused(client, f"{prefix}/bourgogne-du-sud/affiche", "https://exemple.fr/") == set()
    old = client.get(f"{prefix}/saone-et-loire/affiche/")
    assert client.get(old["Location"])["Location"] == "https://exemple.fr/"


def test_an_address_that_is_refused_is_told_once(client, written):
    """What follows of an address that is none is nobody's concern."""
    sent = {"old_path": "/a", "redirect_link": "https://exemple.fr/", "is_permanent": "on"}
    errors = client.post(ADD, sent).context["form"].errors
    assert {name: len(each) for name, each in errors.items()} == {"old_path": 1}


def test_what_the_site_wrote_is_asked_for(client, written):
    Redirect.objects.create(
        old_path="/en/contact", redirect_link="/en/x/", automatically_created=True
    )
    address = reverse(f"{SCREEN}:list")

    def listed(query: str = "") -> set[str]:
        rows = client.get(f"{address}{query}").context["object_list"]
        return {row.old_path for row in rows}

    assert listed() == {"/a", "/s"}
    assert listed("?automatically_created=true") == {"/en/contact"}
    assert listed("?q=contact") >= {"/en/contact"}
    first = client.get(address).text
    assert "automatically_created=true" in first
    assert "Celles que l’équipe a écrites" in client.get(f"{address}?q=contact").text
