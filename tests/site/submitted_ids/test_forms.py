"""What stays, what is shared, and that a form which checks nothing is seen."""

import pytest
from django.core.management import call_command
from wagtail.admin.panels import ObjectList
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from maillage.accounts.models import PortalTeam
from maillage_community.models import Circle
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.submitted_ids.installing import forms_are_checked, usable_pages
from tests.site.admin_forms import as_sent
from tests.site.factories import national_portal
from tests.site.rights.conftest import CANARY, png
from tests.site.submitted_ids.conftest import Role
from tests.site.submitted_ids.keys import theirs_named
from tests.site.submitted_ids.test_attacks import BLOCKS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
STAYS = "Ce champ contient un élément que vous ne pouvez plus utiliser (image)"


def test_what_was_stored_stays_and_is_told(client, ours, theirs):
    """The nation put it there, or it moved to another collection since."""
    page = ContentPage.objects.get(pk=ours.pk(Page))
    page.body = [("figure", {"image": theirs.rows[get_image_model()], "caption": ""})]
    page.save_revision()
    client.force_login(ours.person(Role.EDITOR))
    address = f"/gestion/pages/{page.pk}/edit/"
    answer = client.get(address)
    assert STAYS in answer.content.decode()
    body = BLOCKS["image"](theirs)
    saved = client.post(address, as_sent(answer, title="Autre titre", **body))
    assert saved.status_code == 302
    page.refresh_from_db()
    kept = page.get_latest_revision_as_object()
    assert (kept.title, kept.body[0].value["image"].pk) == (
        "Autre titre",
        theirs.pk(get_image_model()),
    )


def test_the_nation_uses_everything(client, ours, theirs):
    national = grant_portal_groups(national_portal())
    person = ours.person()
    person.groups.set([national[Role.PUBLISHER]])
    client.force_login(person)
    address = f"/gestion/pages/{ours.pk(Page)}/edit/"
    form = as_sent(client.get(address))
    before = theirs_named()
    assert client.post(address, form | BLOCKS["page"](theirs)).status_code == 302
    assert theirs_named() > before


def test_what_is_refused_leaves_the_rest_of_the_block(client, ours, theirs):
    client.force_login(ours.person(Role.EDITOR))
    address = f"/gestion/pages/{ours.pk(Page)}/edit/"
    body = BLOCKS["page"](theirs) | {"body-0-value-cards-0-value-text": "Un texte entier"}
    answer = client.post(address, as_sent(client.get(address), **body))
    text = answer.content.decode()
    assert ("Un texte entier" in text, CANARY in text) == (True, False)


def shared_files() -> Collection:
    return Portal.objects.get(national=True).shared_collection


def test_shared_files_are_chosen_by_all_and_changed_by_the_nation(client, ours):
    national = grant_portal_groups(national_portal())
    image = get_image_model().objects.create(
        title="Logo commun", file=png(), collection=shared_files()
    )
    editor = ours.person(Role.EDITOR)
    client.force_login(editor)
    assert "Logo commun" in client.get("/gestion/images/chooser/").content.decode()
    address = f"/gestion/pages/{ours.pk(Page)}/edit/"
    body = BLOCKS["image"](ours) | {"body-0-value-image-image": image.pk}
    assert client.post(address, as_sent(client.get(address), **body)).status_code == 302
    change = {"title": "Volé", "tags": "", "collection": image.collection_id}
    assert client.post(f"/gestion/images/{image.pk}/", change).status_code == 302
    assert client.post(f"/gestion/images/{image.pk}/delete/").status_code in {302, 403}
    image.refresh_from_db()
    assert image.title == "Logo commun"
    upload = client.post("/gestion/images/add/", {**change, "file": png()})
    assert not get_image_model().objects.filter(title="Volé").filter(collection=shared_files()), (
        upload
    )
    person = ours.person()
    person.groups.set([national[Role.EDITOR]])
    client.force_login(person)
    client.post(f"/gestion/images/{image.pk}/", {**change, "title": "Nouveau logo"})
    image.refresh_from_db()
    assert image.title == "Nouveau logo"


def test_a_site_of_before_gets_its_shared_files_with_its_tables(ours):
    """Whoever migrates does not ask for it; twice changes nothing."""
    shared_files().delete()
    for _again in range(2):
        call_command("migrate", verbosity=0, skip_checks=True)
        assert shared_files().name == "Images et documents pour tous"
        assert Collection.objects.filter(name="Images et documents pour tous").count() == 1
    teams = PortalTeam.objects.filter(territory=ours.territory)
    for model in (get_image_model(), get_document_model()):
        codename = f"choose_{model._meta.model_name}"
        groups = shared_files().group_permissions.filter(permission__codename=codename)
        assert {row.group_id for row in groups} >= {team.group_id for team in teams}


def test_pages_that_the_nation_shares_may_be_linked_to(ours, theirs):
    national = national_portal()
    pages = {
        shared: national.add_child(
            instance=ContentPage(title="Ressource", slug=f"r-{shared}", shared=shared)
        )
        for shared in (True, False)
    }
    usable = set(usable_pages(ours.person(Role.EDITOR)).values_list("pk", flat=True))
    assert (pages[True].pk in usable, pages[False].pk in usable) == (True, False)
    assert (ours.pk(Page) in usable, theirs.pk(Page) in usable) == (True, False)


def test_a_form_that_checks_nothing_is_seen(monkeypatch):
    assert forms_are_checked() == []
    bare = ObjectList(Circle.snippet_viewset.panels).bind_to_model(Circle)
    monkeypatch.setattr(Circle, "get_edit_handler", lambda: bare)
    assert [error.id for error in forms_are_checked()] == ["maillage_site.E031"]
    assert "maillage_community.Circle" in forms_are_checked()[0].msg
