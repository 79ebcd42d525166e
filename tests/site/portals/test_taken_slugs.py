"""What stands at the first level of a portal hides no route and no other portal, however it is made."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.factories import event_page, picture
from tests.site.admin_forms import as_sent
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation():
    return national_portal()


@pytest.fixture
def contact(nation, client):
    client.force_login(UserFactory(is_superuser=True))
    portal = territory_portal()
    return portal.add_child(instance=ContentPage(title="Contact", slug="contact"))


def copied(client, page, parent, slug):
    sent = {
        "new_title": "x",
        "new_slug": slug,
        "new_parent_page": parent.pk,
        "publish_copies": "on",
    }
    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent, follow=True)
    return Page.objects.child_of(parent).filter(slug=slug).exists(), response.text


@pytest.mark.parametrize("slug", ["lieux", "recherche", "en", "gestion", "compte", "media"])
def test_a_copy_takes_no_address_of_the_site(client, contact, nation, slug):
    for parent in (contact.get_parent(), nation):
        made, shown = copied(client, contact, parent, slug)
        assert (made, "est déjà une adresse du site" in shown) == (False, True)
    assert copied(client, contact, contact.get_parent(), "autre")[0]


def test_a_copy_takes_no_name_that_a_portal_has_or_had(client, contact, nation):
    def rename(slug):
        portal = PortalPage.objects.get(pk=contact.get_parent().pk)
        portal.slug = slug
        portal.save_revision().publish()

    rename("bourgogne")
    assert not copied(client, contact, nation, "saone-et-loire")[0]
    rename("saone-et-loire")
    assert client.get("/saone-et-loire/").status_code == 200


def test_a_portal_without_english_keeps_its_english_address(client, contact, nation):
    english, _made = Locale.objects.get_or_create(language_code="en")
    home = nation.copy_for_translation(english)
    territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    assert not copied(client, contact, home, "morbihan")[0]
    address = reverse("wagtailadmin_pages:add", args=["maillage_home", "contentpage", home.pk])
    sent = as_sent(client.get(address), title="x", slug="morbihan", **{"action-publish": "1"})
    response = client.post(address, sent)
    assert "slug" in response.context["form"].errors


def test_a_page_is_not_moved_into_an_address_of_the_site(client, contact):
    below = contact.add_child(instance=ContentPage(title="Lieux", slug="lieux"))
    portal = contact.get_parent()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[below.pk, portal.pk]))
    assert Page.objects.get(pk=below.pk).get_parent() == contact.page_ptr


def test_a_translated_slug_is_checked_as_any_other(client, contact):
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = contact.copy_for_translation(english, copy_parents=True)
    page.slug = "lieux"
    with pytest.raises(Exception, match="lieux"):
        page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).slug == "contact"


@pytest.mark.parametrize(
    "path", ["/static/", "/static/x/", "/media/", "/media/images/", "/media/a/b/", "/theme/x/"]
)
def test_nothing_is_read_in_a_folder_of_files(client, nation, path):
    assert client.get(path).status_code == 404


def test_a_portal_is_made_private_by_the_nation_alone(client, contact):
    portal = contact.get_parent().specific
    publisher = UserFactory()
    publisher.groups.add(grant_portal_groups(portal)["publisher"])
    address = f"/gestion/pages/{portal.pk}/privacy/"
    client.force_login(publisher)
    client.post(address, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
    client.force_login(UserFactory(is_superuser=True))
    client.post(address, {"restriction_type": "login"})
    assert PageViewRestriction.objects.exists()


def test_the_screen_that_asks_a_password_says_nothing_of_the_page(client, contact):
    words = dict.fromkeys(("summary", "search_description", "seo_title", "title"), "Zibeline")
    for name, word in words.items():
        setattr(contact, name, word)
    contact.save_revision().publish()
    PageViewRestriction.objects.create(page=contact, restriction_type="password", password="sésame")
    client.logout()
    shown = client.get("/saone-et-loire/contact/")
    assert (shown.status_code, "Zibeline" in shown.text) == (200, False)


def test_nor_of_an_event_and_its_picture(client, contact):
    words = dict.fromkeys(("title", "summary", "image_alt"), "Zibeline")
    page = event_page(contact.get_parent(), image=picture(), **words)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sésame")
    client.logout()
    shown = client.get(page.url)
    words = ("Zibeline", "photo", "VEVENT", ".ics")
    assert (shown.status_code, [word for word in words if word in shown.text]) == (200, [])
