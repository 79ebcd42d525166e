"""Who may edit a page may translate it; what they make is a draft, and goes out whole."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from maillage.pages import Refused
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.templatetags.translation_screen import without_alias
from tests.site.factories import TerritoryFactory, territory_portal
from tests.site.rights.conftest import side
from tests.site.translations.conftest import plain

pytestmark = pytest.mark.django_db
ROLES = ("editor", "publisher", "coordinator")


def submit(client, page: Page, **data: object):
    english = Locale.objects.get(language_code="en")
    address = reverse("maillage_translate_page", args=[page.pk])
    return client.post(address, {"locales": [english.pk], **data})


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def messages(response) -> list[str]:
    return [plain(message) for message in response.context["messages"]]


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_edit_a_page_translates_it_as_a_draft(
    client, ours, role, django_capture_on_commit_callbacks
):
    client.force_login(ours.person(role))
    assert ours.side.page.live
    with django_capture_on_commit_callbacks(execute=True):
        response = submit(client, ours.side.page)
    made = ours.side.page.get_translation(Locale.objects.get(language_code="en"))
    assert (response.url, made.live, made.alias_of_id) == (edit(made), False, None)


def test_marks_around_a_link_are_explained(client, ours):
    client.force_login(ours.side.editor)
    about = BeautifulSoup(client.get(edit(ours.made)).content, "html.parser")
    said = about.select_one(".m-translation__about").text
    assert '<a id="a1"> et </a> entourent les mots d’un lien' in plain(said)


def test_a_page_waits_for_the_one_that_holds_it(client, ours):
    below = ours.side.page.add_child(instance=ContentPage(title="Dessous", slug="dessous"))
    client.force_login(ours.side.editor)
    response = submit(client, below)
    (error,) = response.context["form"].errors["locales"]
    assert "Traduisez d’abord « Colibri page », qui contient cette page, en anglais" in plain(error)
    assert Page.objects.filter(translation_key=below.translation_key).count() == 1


def test_pages_below_come_along_when_they_are_the_persons(
    client, ours, django_capture_on_commit_callbacks
):
    below = ours.side.page.add_child(instance=ContentPage(title="Dessous", slug="dessous"))
    client.force_login(ours.side.editor)
    with django_capture_on_commit_callbacks(execute=True):
        submit(client, ours.side.page, include_subtree="on")
    english = Locale.objects.get(language_code="en")
    made = below.get_translation(english)
    assert (made.live, made.get_parent().translation_key) == (False, ours.side.page.translation_key)


def test_pages_below_that_are_not_theirs_are_left(client, ours, monkeypatch):
    below = ours.side.page.add_child(instance=ContentPage(title="Dessous", slug="dessous"))
    monkeypatch.setattr(ContentPage, "permissions_for_user", _all_but(below.pk))
    client.force_login(ours.side.editor)
    response = submit(client, ours.side.page, include_subtree="on")
    assert list(response.context["form"].errors) == ["include_subtree"]
    assert not below.get_translations().exists()


def _all_but(pk: int):
    asked = Page.permissions_for_user

    class Nothing:
        def can_edit(self) -> bool:
            return False

    return lambda self, user: Nothing() if self.pk == pk else asked(self, user)


def test_the_nation_opens_a_home_in_a_language_and_its_team_writes_it(client, ours, nation):
    orne = territory_portal(TerritoryFactory(code="61", name="Orne", slug="orne"))
    team = side(orne, "Orne")
    client.force_login(team.publisher)
    assert submit(client, orne).status_code == 302
    assert not PortalPage.objects.filter(portal=orne.portal, locale__language_code="en").exists()
    client.force_login(nation)
    submit(client, orne)
    home = PortalPage.objects.get(portal=orne.portal, locale__language_code="en")
    assert not home.live
    client.force_login(team.editor)
    assert client.get(edit(home)).status_code == 200
    assert home.permissions_for_user(team.editor).can_edit()


def test_an_editor_does_not_publish_through_the_translation_s_screen(
    client, ours, django_capture_on_commit_callbacks
):
    ours.write()
    client.force_login(ours.side.editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ours.made), {"action": "publish"})
    assert not ours.translated().live


def test_a_publisher_publishes_it_whole(client, ours, django_capture_on_commit_callbacks):
    client.force_login(ours.side.publisher)
    with django_capture_on_commit_callbacks(execute=True):
        refused = client.post(edit(ours.made), {"action": "publish"}, follow=True)
    (message,) = messages(refused)
    assert message == (
        "« Colibri guide » n’est pas entièrement traduite : il reste 3 textes à écrire en anglais, "
        "le premier est « Colibri guide ». Traduisez-les, puis publiez."
    )
    assert not ours.translated().live
    ours.write()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ours.made), {"action": "publish"})
    assert (ours.translated().live, ours.translated().title) == (True, "In English: 1")


def test_a_text_that_is_the_same_in_both_languages_is_told_so(
    client, ours, django_capture_on_commit_callbacks
):
    ours.write(Colibri="Colibri guide", Venez='Bring <a id="a1">a proof</a>.', Nos="Workshops")
    client.force_login(ours.side.publisher)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ours.made), {"action": "publish"})
    assert (ours.translated().live, ours.translated().title) == (True, "Colibri guide")


def report(client, **asked: str) -> dict[str, str]:
    response = client.get(reverse("wagtail_localize:translations_report"), asked)
    return {
        found.source.object_repr: plain(found.get_status_display())
        for found in response.context["object_list"]
    }


def test_an_address_is_no_text_that_is_missing(
    client, ours, nation, django_capture_on_commit_callbacks
):
    """Published with « des traductions manquantes » when only the slug was not written."""
    texts = {"Venez": 'Bring <a id="a1">a proof</a>.', "Nos": "Workshops"}
    ours.write(Colibri="The café’s guide", **texts)
    client.force_login(ours.side.publisher)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(edit(ours.made), {"action": "publish"}, follow=True)
    assert messages(response) == ["« The café’s guide » est en ligne en anglais."]
    assert ours.translated().slug == "the-cafes-guide"
    client.force_login(nation)
    assert report(client)["Colibri guide"] == "À jour"
    assert "Colibri guide" not in report(client, waiting_for_translation="true")
    ours.write(Colibri="Another title")
    client.force_login(ours.side.publisher)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ours.made), {"action": "publish"})
    now = ours.translated()
    assert (now.title, now.slug) == ("Another title", "the-cafes-guide")


def test_the_report_tells_what_waits(client, theirs, ours, nation):
    client.force_login(nation)
    assert report(client)["Colibri guide"] == "À traduire"
    assert "Colibri guide" in report(client, waiting_for_translation="true")
    assert "Colibri guide" not in report(client, waiting_for_translation="false")


def by_api(client, page):
    return client.post(
        f"/gestion/api/main/pages/{page.pk}/action/publish/", "{}", content_type="application/json"
    )


OTHER_WAYS = {
    "API": by_api,
    "list": lambda c, page: c.post(f"/gestion/bulk/wagtailcore/page/publish/?id={page.pk}"),
    "API after the translation was stopped": lambda c, page: (stop(c, page), by_api(c, page))[1],
}  # fmt: skip


def stop(client, page):
    found = Translation.objects.get(source__object_id=page.translation_key)
    client.post(reverse("maillage_translation_stop", args=[found.pk]))
    found.refresh_from_db()
    assert not found.enabled


@pytest.mark.parametrize("way", OTHER_WAYS)
@pytest.mark.parametrize("translated", [False, True])
def test_french_is_not_published_as_english_by_another_way(client, ours, way, translated):
    """The draft is French until somebody has saved what was translated."""
    if translated:
        ours.write()
    client.force_login(ours.side.publisher)
    response = OTHER_WAYS[way](client, ours.made)
    assert response.status_code in (302, 400)
    assert not ours.translated().live


def test_an_approval_and_an_hour_that_comes_publish_no_french_either(ours, nation):
    revision = ours.made.get_latest_revision()
    with pytest.raises(Refused):
        revision.publish(user=nation)
    revision.approved_go_live_at = now()
    revision.save()
    call_command("publish_scheduled")
    assert not ours.translated().live


def test_an_editor_proposes_a_translation_and_a_publisher_approves_it(client, ours):
    client.force_login(ours.side.editor)
    propose = reverse("maillage_translation_propose", args=[ours.translation.pk])
    refused = client.post(propose).content.decode()
    assert "3 textes restent à traduire" in refused
    assert not ours.translated().workflow_in_progress
    ours.write()
    client.post(propose)
    waiting = ours.translated()
    assert (waiting.live, waiting.workflow_in_progress) == (False, True)
    client.force_login(ours.side.publisher)
    state = waiting.current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk]),
        {"comment": ""},
    )
    assert (ours.translated().live, ours.translated().title) == (True, "In English: 1")


def test_what_changes_in_french_is_taken_up_as_a_draft(
    client, ours, django_capture_on_commit_callbacks
):
    ours.write()
    client.force_login(ours.side.publisher)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ours.made), {"action": "publish"}, follow=True)
    ours.page.title = "Guide revu"
    ours.page.save_revision().publish()
    client.force_login(ours.side.editor)
    address = reverse("maillage_update_translations", args=[ours.translation.source_id])
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"publish_translations": "on"})
    assert response.status_code == 302
    assert ours.translated().title == "In English: 1"
    client.force_login(ours.side.publisher)
    refused = client.post(edit(ours.made), {"action": "publish"}, follow=True)
    assert any("« Guide revu »" in message for message in messages(refused))


def test_nobody_turns_a_translation_back_into_french(client, ours, nation):
    for person in (ours.side.publisher, nation):
        client.force_login(person)
        client.post(reverse("wagtail_localize:convert_to_alias", args=[ours.made.pk]))
        assert ours.translated().alias_of_id is None


def test_buttons_lead_to_translating(client, ours):
    client.force_login(ours.side.editor)
    left, done = (
        client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()
        for page in (ours.side.page, ours.page)
    )
    assert reverse("maillage_translate_page", args=[ours.side.page.pk]) in left
    assert reverse("maillage_translate_page", args=[ours.page.pk]) not in done
    assert reverse("maillage_update_translations", args=[ours.translation.source_id]) in done


def test_the_screen_opens(client, ours):
    client.force_login(ours.side.editor)
    props = json.loads(client.get(edit(ours.made)).context["props"])
    assert props["perms"]["canPublish"] is False
    preview = reverse("maillage_translation_preview", args=[ours.translation.pk])
    assert client.get(preview).status_code == 200


def test_the_screens_speak_french(client, ours, nation):
    """wagtail-localize's own words were "Publier dansanglais" and "Régions"."""
    client.force_login(ours.side.editor)
    words = client.get(reverse("wagtail_localize:javascript_catalog")).content.decode()
    assert '"Publish in ": "Publier en "' in words
    assert '"More actions": "Plus d\\u2019actions"' in words
    form = client.get(reverse("maillage_translate_page", args=[ours.side.page.pk]))
    assert form.context["form"].fields["locales"].label == "Langues"
    props = json.loads(without_alias(client.get(edit(ours.made)).context["props"]))
    assert props["links"]["convertToAliasUrl"] is None
