"""What an attacker sent by hand, and the sentence it gets: nothing is stored, nothing is a 500."""

import pytest
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, Revision

from maillage.outbox.models import Message
from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
SENTENCE = "n’a pas pu être lu"
ENDLESS = "9" * 30
ROLES = ("editor", "administrator")


@pytest.fixture(params=ROLES)
def editing(request, client, ours):
    """Whoever edits the draft, and a function that sends its form with something else in it."""
    person = UserFactory(is_superuser=True) if request.param == "administrator" else ours.editor
    client.force_login(person)
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    whole = as_sent(client.get(address))

    def send(*missing, **typed):
        sent = {name: value for name, value in (whole | typed).items() if name not in missing}
        before = stored()
        response = client.post(address, sent)
        return response, stored() == before

    return send


def stored() -> tuple:
    return (
        list(Page.objects.order_by("pk").values_list("pk", "title", "path")),
        list(Revision.objects.order_by("pk").values_list("pk", flat=True)),
        Message.objects.count(),
    )


UNREADABLE = {
    "no count of blocks": (["body-count"], {}),
    "a count that is no number": ([], {"body-count": "un"}),
    "fewer blocks than counted": ([], {"body-count": "3"}),
}
REFUSED = {
    "the year 1": {"go_live_at": "01/01/0001 00:00"},
    "the year 9999": {"expire_at": "31/12/9999 23:59"},
    "the year 1 of elsewhere": {"go_live_at": "0001-01-01T00:00+14:00"},
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_sent_in_parts_that_do_not_fit_is_refused(editing, what):
    missing, typed = UNREADABLE[what]
    response, unchanged = editing(*missing, **typed)
    assert (response.status_code, unchanged) == (400, True)
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize("what", REFUSED)
def test_a_year_that_no_page_lives_in_is_told_beside_its_field(editing, what):
    response, unchanged = editing(**REFUSED[what])
    (told,) = response.context["form"].errors.values()
    assert (response.status_code, unchanged, list(told)) == (
        200,
        True,
        ["Indiquez une année entre 1900 et 2199."],
    )


def test_a_button_of_a_script_alone_is_refused(editing, client, ours):
    before = stored()
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    response = client.post(address, {"localize-restart-translation": "1"})
    assert (response.status_code, stored() == before) == (400, True)


@pytest.mark.parametrize("position", [ENDLESS, f"-{ENDLESS}"])
def test_a_place_beyond_every_list_moves_nothing(client, ours, position):
    client.force_login(ours.publisher)
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:set_page_position", args=[ours.page.pk])
    before = stored()
    response = client.post(f"{address}?position={position}")
    assert (response.status_code, stored() == before) == (404, True)


def test_a_number_that_is_searched_is_a_word(client, ours):
    client.force_login(ours.editor)
    assert client.get("/gestion/pages/search/", {"q": ENDLESS}).status_code == 200


@pytest.mark.parametrize("parent", [None, ENDLESS, "987654", "un"])
def test_a_copy_goes_below_a_page_that_is(client, ours, parent):
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:copy", args=[ours.page.pk])
    sent = {"new_title": "Copie", "new_slug": "copie"}
    before = stored()
    response = client.post(address, sent if parent is None else sent | {"new_parent_page": parent})
    assert (response.status_code, stored() == before) == (400 if parent is None else 404, True)


def test_a_script_reads_the_sentence_too(client, ours):
    client.force_login(ours.editor)
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    answer = client.post(address, {}, headers={"x-requested-with": "XMLHttpRequest"})
    assert (answer.status_code, SENTENCE in answer.json()["message"]) == (400, True)


def test_an_error_of_ours_stays_one(client, ours, monkeypatch):
    """What data did not cause is no 400: it is logged, and mended."""

    def broken(*_args, **_kwargs):
        raise KeyError("une faute à nous")

    monkeypatch.setattr(EditView, "post", broken)
    client.force_login(ours.editor)
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    assert client.post(address, {}).status_code == 500


@pytest.mark.parametrize("next_address", [ENDLESS, "wagtailadmin_pages:edit", "?p=2"])
@pytest.mark.parametrize("kind", ["image", "document", "page"])
def test_nobody_is_led_on_to_what_is_no_address(client, ours, kind, next_address):
    """Wagtail saved, then looked for a view of that name: it is forgotten, what was sent is done."""
    client.force_login(ours.publisher)
    address = {
        "image": reverse("wagtailimages:edit", args=[ours.image.pk]),
        "document": reverse("wagtaildocs:edit", args=[ours.document.pk]),
        "page": reverse("wagtailadmin_pages:unpublish", args=[ours.page.pk]),
    }[kind]
    sent = {"title": "Autre titre", "collection": ours.collection.pk}
    response = client.post(address, {**sent, "next": next_address}, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"].startswith("/gestion/")


@pytest.mark.parametrize("who", ["nobody", "member"])
@pytest.mark.parametrize("verb", ["copy", "move"])
def test_whoever_has_no_business_there_is_told_so_whatever_is_sent(client, ours, who, verb):
    if who == "member":
        client.force_login(UserFactory())
    client.raise_request_exception = False
    address = reverse(f"wagtailadmin_pages:{verb}", args=[ours.page.pk])
    response = client.post(address, {"new_parent_page": ENDLESS})
    assert response.status_code == 302
