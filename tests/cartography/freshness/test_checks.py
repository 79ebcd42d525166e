"""Asking places whether their record is exact, and what becomes of the answer."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.outbox.draining import drain_all
from maillage_cartography.freshness import checks
from maillage_cartography.freshness.completeness import completeness
from maillage_cartography.models import Place, PlaceCheck, PlaceReport
from tests.cartography.factories import PlaceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
Answer = PlaceCheck.Answer


@pytest.fixture(autouse=True)
def _now(time_machine, settings):
    time_machine.move_to(NOW, tick=False)
    settings.BASE_URL = "http://testserver"
    national_portal()


@pytest.fixture
def place():
    return PlaceFactory(name="Médiathèque", updated_on=date(2026, 1, 5))


def sent():
    while drain_all():
        pass
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def asked(place, *, at=NOW):
    """The links of the mail, by answer."""
    checks.ask(place, at=at)
    links = re.findall(r"http://testserver(\S+\?reponse=(\w+))", sent()[0].body)
    return {answer: path for path, answer in links}


def check(place):
    return PlaceCheck.objects.get(place=place)


def test_the_mail_tells_the_record_and_has_a_link_for_each_answer(place):
    checks.ask(place, at=NOW)
    (message,) = sent()
    assert (message.to, message.subject) == (
        ["macon@exemple.fr"],
        "La fiche de «\u202fMédiathèque\u202f» est-elle toujours exacte\u202f?",
    )
    assert "12 rue de la Barre, 71000 Mâcon" in message.body
    assert "03 85 39 55 00" in " ".join(message.body.split())
    links = re.findall(r"/lieux/verifier/([\w-]{20,})/\?reponse=(\w+)", message.body)
    assert sorted(answer for _token, answer in links) == ["corriger", "exact", "ferme", "plus"]
    (token,) = {token for token, _answer in links}
    assert token not in str(vars(check(place)))
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_a_link_changes_nothing_and_leads_to_a_clean_address(client, place):
    before = asked(place)
    kept = PlaceCheck.objects.values().get()
    response = client.get(before["ferme"])
    assert response["Location"] == "/lieux/verifier/?reponse=ferme"
    assert response.cookies["lien_fiche"]["httponly"]
    page = client.get(response["Location"])
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert page.context["form"]["reponse"].initial == "ferme"
    assert PlaceCheck.objects.values().get() == kept


@pytest.mark.parametrize(
    ("said", "verified", "takes_more", "reports"),
    [
        ("exact", TODAY, False, []),
        ("plus", TODAY, True, []),
        ("corriger", None, False, [("other", "Le lundi aussi.")]),
        ("ferme", None, False, [("closed", "Le lundi aussi.")]),
    ],
)
def test_each_answer_is_kept(client, place, said, verified, takes_more, reports):
    client.get(asked(place)[said])
    fields = {"reponse": said, "message": "Le lundi aussi.", "rythme": "12"}
    response = client.post("/lieux/verifier/", fields)
    assert response["Location"] == "/lieux/verifier/merci/"
    found = check(place)
    assert (found.answer, found.answered_at, found.verified_on, found.takes_more, found.due_on) == (
        *(said, NOW, verified, takes_more, date(2027, 11, 23)),
    )
    assert list(PlaceReport.objects.values_list("kind", "message")) == reports
    assert Place.objects.count() == 1  # a person of the team decides


def test_what_must_be_corrected_has_to_be_said(client, place):
    client.get(asked(place)["corriger"])
    response = client.post("/lieux/verifier/", {"reponse": "corriger", "rythme": "6"})
    assert response.status_code == 422
    assert "Dites-nous ce qu’il faut corriger." in response.content.decode()
    assert check(place).answer == ""


@pytest.mark.parametrize("token", ["faux", "a" * 64, "\0", "é" * 10])
def test_another_token_answers_for_nobody(client, place, token):
    asked(place)
    client.cookies["lien_fiche"] = token.replace("\0", "%00")
    page = client.post("/lieux/verifier/", {"reponse": "ferme", "rythme": "6"})
    assert "Ce lien n’est plus bon" in page.content.decode()
    assert check(place).answer == ""


def test_a_link_ends_with_the_next_mail_and_after_sixty_days(client, place, time_machine):
    old = asked(place)["exact"]
    new = asked(place, at=NOW + timedelta(days=1))["exact"]
    client.get(old)
    assert "Ce lien n’est plus bon" in client.get("/lieux/verifier/").content.decode()
    client.get(new)
    assert client.get("/lieux/verifier/").context["place"] == place
    time_machine.move_to(NOW + timedelta(days=62))
    assert "Ce lien n’est plus bon" in client.get("/lieux/verifier/").content.decode()


def test_a_network_sends_so_many_answers_and_no_more(client, place, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "2/10m"
    client.get(asked(place)["exact"])
    answers = [
        client.post("/lieux/verifier/", {"reponse": said, "rythme": "6"})
        for said in ("exact", "plus", "exact")
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert (check(place).answer, "Attendez dix minutes" in answers[2].text) == ("plus", True)


def test_one_click_ends_the_mails_and_no_coordinator_sends_one(client, place):
    checks.ask(place, at=NOW)
    stop = sent()[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert client.get(stop).status_code == 200
    assert check(place).rhythm == 6
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (check(place).rhythm, check(place).due_on) == (0, None)
    with pytest.raises(checks.CannotBeAsked):
        checks.ask(place, at=NOW)


def test_a_place_without_mail_address_cannot_be_asked(place):
    place.emails = ""
    with pytest.raises(checks.CannotBeAsked):
        checks.ask(place, at=NOW)
    assert sent() == []


def test_only_who_answered_is_asked_again_and_when_it_chose(client, place):
    silent = PlaceFactory(name="Mairie", updated_on=date(2025, 1, 1))
    checks.ask(silent, at=NOW)
    client.get(asked(place)["exact"])
    client.post("/lieux/verifier/", {"reponse": "exact", "rythme": "3"})
    sent()
    later = [NOW + timedelta(days=days) for days in (89, 93, 94)]
    assert [checks.ask_due(moment) for moment in later] == [0, 1, 0]
    assert [message.to for message in sent()] == [["macon@exemple.fr"]]


def test_the_queue_holds_what_nobody_confirmed_for_six_months():
    old = PlaceFactory(updated_on=date(2026, 5, 23))
    PlaceFactory(updated_on=date(2026, 5, 24))
    told = PlaceFactory(updated_on=date(2020, 1, 1))
    checks.verify(told, at=NOW)
    never = PlaceFactory(updated_on=date(2019, 1, 1))
    PlaceCheck.objects.create(place=never, rhythm=0)
    silent = PlaceFactory(updated_on=date(2021, 1, 1))
    checks.ask(silent, at=NOW - timedelta(days=31))
    assert list(checks.to_check(Place.objects.all(), TODAY)) == [never, silent, old]


# Coordinators, in the admin.
URL = "maillage_cartography_admin:to-check"


def test_the_page_costs_the_same_whatever_its_rows(client, django_assert_max_num_queries):
    client.force_login(member())
    client.get(reverse(URL))
    PlaceFactory(updated_on=date(2020, 1, 1))
    with django_assert_max_num_queries(60) as one:
        client.get(reverse(URL))
    PlaceFactory.create_batch(4, updated_on=date(2020, 1, 1))
    with django_assert_max_num_queries(len(one)):
        page = client.get(reverse(URL))
    assert "5 lieux à vérifier" in page.content.decode()


def test_a_coordinator_sees_who_gets_a_mail_then_sends_it(client):
    client.force_login(member())
    one = PlaceFactory(name="Médiathèque", updated_on=date(2020, 1, 1))
    mute = PlaceFactory(name="Mairie", emails="", updated_on=date(2020, 1, 1))
    chosen = {"place": [one.pk, mute.pk]}
    page = client.post(reverse("maillage_cartography_admin:ask"), chosen)
    assert [place.name for place in page.context["places"]] == ["Médiathèque"]
    assert sent() == []
    client.post(reverse("maillage_cartography_admin:ask"), {**chosen, "confirmed": "1"})
    assert [message.to for message in sent()] == [["macon@exemple.fr"]]


def test_a_coordinator_of_elsewhere_sees_and_does_nothing(client):
    place = PlaceFactory(updated_on=date(2020, 1, 1))
    elsewhere = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=elsewhere))
    page = client.get(reverse(URL))
    assert (page.status_code, page.context["rows"]) == (200, [])
    fields = {"place": [place.pk], "confirmed": "1"}
    client.post(reverse("maillage_cartography_admin:ask"), fields)
    verified = reverse("maillage_cartography_admin:verified", args=[place.uuid])
    assert client.post(verified).status_code == 404
    assert (sent(), PlaceCheck.objects.count()) == ([], 0)


@pytest.mark.parametrize("name", ["to-check", "ask"])
def test_an_editor_keeps_no_places(client, name):
    client.force_login(member("editor"))
    url = reverse(f"maillage_cartography_admin:{name}")
    response = client.post(url) if name == "ask" else client.get(url)
    assert response.status_code in {302, 403}
    assert "Lieux à vérifier" not in response.content.decode()


def test_a_call_confirms_a_record_and_readers_see_it(client):
    place = PlaceFactory(updated_on=date(2020, 1, 1))
    client.force_login(member())
    client.post(reverse("maillage_cartography_admin:verified", args=[place.uuid]))
    client.logout()
    words = client.get(place.get_absolute_url()).content.decode()
    assert "Vérifié le 23 novembre 2026." in words
    assert list(checks.to_check(Place.objects.all(), TODAY)) == []


def test_readers_see_that_a_place_takes_more_people_while_it_is_fresh(client, place, time_machine):
    client.get(asked(place)["plus"])
    client.post("/lieux/verifier/", {"reponse": "plus", "rythme": "12"})
    said = "Peut accueillir plus de monde"
    assert said in client.get(place.get_absolute_url()).content.decode()
    time_machine.move_to(NOW + timedelta(days=200))
    assert said not in client.get(place.get_absolute_url()).content.decode()


def test_completeness_follows_the_ten_official_criteria():
    commune = CommuneFactory()
    bare = PlaceFactory(commune=commune, services="", updated_on=TODAY)
    whole = PlaceFactory(
        commune=commune,
        updated_on=TODAY,
        summary="Une aide pour chaque démarche. " * 8,
        access_modes="Se présenter|Téléphoner|Contacter par mail",
    )
    poor = PlaceFactory(
        commune=commune,
        updated_on=date(2020, 1, 1),
        costs="",
        phone="",
        access_modes="Téléphoner",
    )
    found = {name: completeness(one, today=TODAY) for name, one in
             (("bare", bare), ("whole", whole), ("poor", poor))}  # fmt: skip
    assert (found["bare"].percent, [str(word) for word in found["bare"].missing]) == (
        *(0, ["l’aide apportée"]),
    )
    assert (found["whole"].percent, found["whole"].missing) == (100, ())
    assert [str(word) for word in found["poor"].missing] == [
        "une information de moins de six mois",
        "le coût",
        "une présentation de 200 caractères ou plus",
        "le téléphone",
    ]


def test_the_place_reads_its_hours_as_readers_do(place):
    checks.ask(place, at=NOW)
    words = " ".join(sent()[0].body.split())
    assert "lundi 23 novembre : 9 h – 12 h, 14 h – 17 h 30 · mardi 24 novembre" in words
    assert "dimanche 29 novembre : fermé" in words
