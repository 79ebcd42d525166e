"""Inviting somebody in a portal's team, and answering."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from maillage.accounts.models import Invitation, PortalTeam, User
from maillage.outbox.delivery import drain_mail
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.teams.invitations import LASTS, invite
from maillage_site.teams.members import change_roles
from tests.site.accounts.people import PASSWORD, mailed_code
from tests.site.factories import (
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
    verified,
)

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
NAMES = {"given_name": "Karim", "family_name": "Ben Salah"}


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def groups(portal):
    return grant_portal_groups(portal)


@pytest.fixture
def publisher(groups):
    person = verified("odile@exemple.fr")
    person.groups.add(groups[Role.PUBLISHER])
    return person


@pytest.fixture
def team(client, portal, publisher):
    """The screen of the team, with its publisher signed in."""
    client.force_login(publisher)
    return f"/gestion/equipe/{portal.territory.pk}/"


def invited(client, team, email="karim@exemple.fr", role="editor") -> Invitation:
    answer = client.post(team, {"email": email, "role": role}, follow=True)
    assert f"L’invitation est envoyée à {email}" in answer.text
    return Invitation.objects.get(email=email)


def link(invitation) -> str:
    return f"/mon-espace/invitations/{invitation.uuid}/"


def roles(person) -> set[str]:
    return set(PortalTeam.objects.filter(group__user=person).values_list("role", flat=True))


def acts() -> list[tuple]:
    """What the journal says: the act, by whom, of whom, the roles."""
    entries = ModelLogEntry.objects.filter(action__startswith="maillage.").order_by("pk")
    return [(e.action, e.user and e.user.email, e.label, e.data["roles"]) for e in entries]


def test_from_the_invitation_to_the_administration(client, team, publisher, portal):
    """Whoever has no account is led to make one, comes back to the invitation, and is in."""
    invitation = invited(client, team)
    drain_mail(10)
    [letter] = mail.outbox
    assert letter.to == ["karim@exemple.fr"]
    assert link(invitation) in letter.body
    assert str(publisher) in letter.body
    client.logout()
    assert f"?next={link(invitation)}" in client.get(link(invitation)).text
    typed = {"email": "karim@exemple.fr", "password1": PASSWORD, "next": link(invitation)}
    client.post("/compte/creer/", typed)
    back = client.post("/compte/adresse/code/", {"code": mailed_code()})
    assert back.url == link(invitation)
    seen = client.get(back.url).text
    assert (portal.title in seen, "Rédaction" in seen) == (True, True)
    karim = User.objects.get(email="karim@exemple.fr")
    assert roles(karim) == set()
    assert client.post(back.url, NAMES).url == "/gestion/"
    assert roles(karim) == {"editor"}
    assert client.get("/gestion/").status_code == 200
    assert "a déjà sa réponse" in client.get(back.url).text
    karim.refresh_from_db()
    assert acts() == [
        ("maillage.invited", "odile@exemple.fr", str(invitation.team), "rédaction"),
        ("maillage.role_given", "odile@exemple.fr", "Karim Ben Salah", "rédaction"),
    ]
    client.force_login(publisher)
    assert "<strong>Karim Ben Salah</strong>" in client.get(team).text


def asked_names(page: str) -> dict[str, tuple]:
    """The fields of names: what a browser may fill in them, and what they hold."""
    fields = BeautifulSoup(page, "html.parser").select("main form input[autocomplete]")
    return {one["name"]: (one["autocomplete"], one.get("value", "")) for one in fields}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["Écrivez votre prénom", "Écrivez votre nom"]),
        ({"given_name": " \n ", "family_name": "Ben Salah"}, ["Écrivez votre prénom"]),
        ({"given_name": "Karim"}, ["Écrivez votre nom"]),
        ({"given_name": "K" * 51, "family_name": "B" * 70}, ["au plus 50", "au plus 69"]),
    ],
)
def test_nobody_joins_without_a_name(client, team, typed, said):
    karim = verified("karim@exemple.fr")
    invitation = invited(client, team)
    client.force_login(karim)
    page = client.post(link(invitation), typed).text
    assert [one in page for one in said] == [True] * len(said)
    assert roles(karim) == set()


def test_names_are_asked_as_browsers_know_them_and_the_known_one_is_proposed(client, team):
    """Joined again they are the name that the account had: nobody is renamed by joining."""
    karim = verified("karim@exemple.fr")
    User.objects.filter(pk=karim.pk).update(name="Karim Ben Salah")
    invitation = invited(client, team)
    client.force_login(karim)
    asked = asked_names(client.get(link(invitation)).text)
    assert asked == {
        "given_name": ("given-name", "Karim"),
        "family_name": ("family-name", "Ben Salah"),
    }
    client.post(link(invitation), {name: value for name, (_, value) in asked.items()})
    assert (User.objects.get(pk=karim.pk).name, roles(karim)) == ("Karim Ben Salah", {"editor"})


def test_declining_asks_for_no_name(client, team):
    karim = verified("karim@exemple.fr")
    invitation = invited(client, team)
    client.force_login(karim)
    assert client.post(link(invitation), {"decline": "1"}).url == "/mon-espace/"
    invitation.refresh_from_db()
    assert invitation.state(timezone.now()) is Invitation.State.REVOKED


def test_somebody_else_is_given_nothing_and_told_nothing(client, team, portal):
    invitation = invited(client, team)
    stranger = verified("curieux@exemple.fr")
    client.force_login(stranger)
    for answer in (client.get(link(invitation)), client.post(link(invitation))):
        assert answer.status_code == 403
        assert "pour une autre adresse" in answer.text
        assert "curieux@exemple.fr" in answer.text
        assert "karim" not in answer.text
        assert "Rédaction" not in answer.text
        assert "Odile" not in answer.text
    assert roles(stranger) == set()
    page = client.get(link(invitation)).text
    form = BeautifulSoup(page, "html.parser").select_one("main form[action='/compte/deconnexion/']")
    typed = {field["name"]: field.get("value", "") for field in form.select("input")}
    assert client.post(form["action"], typed).url == link(invitation)


def test_an_address_that_is_not_proved_opens_nothing(client, team):
    invitation = invited(client, team)
    usurper = UserFactory(email="karim@exemple.fr")
    client.force_login(usurper)
    assert client.post(link(invitation)).status_code == 403
    assert roles(usurper) == set()


def test_signed_out_an_address_of_no_invitation_looks_like_any(client, team):
    invitation = invited(client, team)
    client.logout()
    nothing = link(invitation).replace(str(invitation.uuid), str(publisher_uuid()))
    real, false = (client.get(address) for address in (link(invitation), nothing))
    assert real.status_code == false.status_code == 200
    cleaned = (
        real.text.replace(str(invitation.uuid), ""),
        false.text.replace(str(publisher_uuid()), ""),
    )
    assert cleaned[0] == cleaned[1]


def publisher_uuid():
    return User.objects.get(email="odile@exemple.fr").uuid


def expired(_client, invitation, _portal):
    Invitation.objects.update(
        invited_at=timezone.now() - LASTS - timedelta(minutes=1),
        expires_at=timezone.now() - timedelta(minutes=1),
    )


def withdrawn(client, invitation, _portal):
    client.post(f"/gestion/equipe/invitations/{invitation.uuid}/retirer/")


def answered(client, invitation, _portal):
    client.force_login(User.objects.get(email="karim@exemple.fr"))
    client.post(link(invitation), NAMES)
    User.objects.get(email="karim@exemple.fr").groups.clear()


def unvouched(_client, _invitation, portal):
    nation = UserFactory(is_superuser=True)
    odile = User.objects.get(email="odile@exemple.fr")
    change_roles(odile, portal, {Role.EDITOR}, by=nation, at=timezone.now())


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (expired, "Demandez à qui vous l’a envoyée de la renvoyer"),
        (withdrawn, "retirée ou déclinée"),
        (answered, "votre rôle vous a été retiré depuis"),
        (unvouched, "ne tient plus cette équipe"),
    ],
)
def test_what_gives_nothing_any_more_says_what_to_do(client, team, portal, what, said):
    karim = verified("karim@exemple.fr")
    invitation = invited(client, team)
    what(client, invitation, portal)
    client.force_login(karim)
    for answer in (client.get(link(invitation)), client.post(link(invitation), NAMES)):
        assert said in answer.text
    assert roles(karim) == set()


def test_an_expired_one_is_sent_again_and_lasts_seven_days_more(client, team):
    invitation = invited(client, team)
    week = timezone.now() + LASTS
    with time_machine.travel(week + timedelta(minutes=1)):
        client.force_login(User.objects.get(email="odile@exemple.fr"))
        assert "expirée" in client.get(team).text
        client.post(f"/gestion/equipe/invitations/{invitation.uuid}/renvoyer/")
        karim = verified("karim@exemple.fr")
        client.force_login(karim)
        client.post(link(invitation), NAMES)
    assert roles(karim) == {"editor"}


def test_declined_is_over(client, team):
    karim = verified("karim@exemple.fr")
    invitation = invited(client, team)
    client.force_login(karim)
    client.post(link(invitation), {"decline": "1"})
    client.post(link(invitation), NAMES)
    assert roles(karim) == set()


REFUSED = [
    ({"email": "karim@", "role": "editor"}, "n’est pas une adresse de courriel"),
    ({"email": "odile@exemple.fr", "role": "publisher"}, "a déjà ce rôle"),
    ({"email": "karim@exemple.fr"}, "Choisissez un rôle"),
    ({"email": "karim@exemple.fr", "role": "admin"}, "Sélectionnez un choix valide"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_cannot_be_invited_is_said(client, team, typed, said):
    answer = client.post(team, typed)
    assert said in answer.text
    assert not Invitation.objects.exists()


def test_an_address_receives_three_a_day(client, team):
    for role in ("editor", "coordinator", "editor"):
        client.post(team, {"email": "karim@exemple.fr", "role": role})
    refused = client.post(team, {"email": "Karim@exemple.fr", "role": "publisher"})
    assert "Trop d’invitations ont été envoyées" in refused.text
    assert Invitation.objects.filter(team__role="publisher").count() == 0


def test_nobody_gives_what_they_have_not(client, groups, publisher):
    """Neither elsewhere, nor for the nation, nor without publishing."""
    at = timezone.now()
    elsewhere = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    grant_portal_groups(elsewhere)
    grant_portal_groups(national_portal())
    writer = UserFactory()
    writer.groups.add(groups[Role.EDITOR], groups[Role.COORDINATOR])
    own = PortalTeam.objects.get(group=groups[Role.EDITOR])
    for by, team in [
        *((publisher, team) for team in PortalTeam.objects.exclude(territory=own.territory)),
        (writer, own),
    ]:
        with pytest.raises(PermissionDenied):
            invite("karim@exemple.fr", team, by=by, at=at)
    client.force_login(publisher)
    foreign = f"/gestion/equipe/{elsewhere.territory.pk}/"
    typed = {"email": "karim@exemple.fr", "role": "editor"}
    assert client.post(foreign, typed).status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(("name", "greeted"), [("", ""), ("Zoé", "Bonjour Zoé.")])
def test_nobody_is_greeted_by_an_address(client, name, greeted):
    person = verified("zoe@exemple.fr")
    User.objects.filter(pk=person.pk).update(name=name)
    client.force_login(person)
    page = BeautifulSoup(client.get("/mon-espace/").text, "html.parser")
    assert "".join(one.text for one in page.select("main .intro")) == greeted


def test_words_of_emails_are_french(client, team):
    assert DEFAULT_LANGUAGE == "fr"
    invited(client, team)
    drain_mail(10)
    assert "Une invitation dans l’équipe du portail" in mail.outbox[0].subject
