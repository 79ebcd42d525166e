"""One person's account, from the first code to the last page, in both languages."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from maillage.outbox.draining import drain_all
from tests.community.factories import CircleFactory, MembershipFactory
from tests.events import factories
from tests.fixtures.browser import follow
from tests.site.factories import UserFactory, national_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD, OTHER = "quatre mots bien choisis", "cinq autres mots bien choisis"
HEADINGS = {
    "": [
        "Créer un compte",
        "Saisissez le code reçu",
        "Mon espace",
        "Se déconnecter",
        "Se connecter",
        "Mot de passe oublié",
        "Saisissez le code reçu",
        "Choisir un nouveau mot de passe",
        "Mon espace",
        "Changer mon adresse de courriel",
        "Saisissez le code reçu",
        "Mon espace",
        "Fermer mon compte",
        "Votre compte est fermé",
    ],
    "/en": [
        "Create an account",
        "Type the code you received",
        "My space",
        "Sign out",
        "Sign in",
        "Forgotten password",
        "Type the code you received",
        "Choose a new password",
        "My space",
        "Change my mail address",
        "Type the code you received",
        "My space",
        "Close my account",
        "Your account is closed",
    ],
}


@pytest.fixture(autouse=True)
def _site(settings, live_server):
    """A national portal; nobody has tried anything yet."""
    cache.clear()
    settings.BASE_URL = live_server.url
    national_portal()


class Walk:
    """What one person sees, page after page: its heading and what axe says of it."""

    def __init__(self, page, axe):
        self.page, self.axe = page, axe
        self.headings, self.wrong = [], {}

    def look(self):
        """Note the page one stands on."""
        heading = self.page.locator("h1").inner_text()
        self.headings.append(heading)
        self.examine(heading)

    def examine(self, name):
        if wrong := self.axe(self.page):
            self.wrong[name] = wrong

    def send(self, **answers):
        """Fill the form of the page and send it; an empty one first, to see what is missing."""
        for name, answer in answers.items():
            self.page.fill(f"main input[name={name}]", answer)
        follow(self.page.locator("main form button[type=submit]").first)

    def send_code(self):
        self.send(code=re.search(r"^\s+(\d{6})\s*$", mail.outbox[-1].body, re.MULTILINE)[1])

    def follow(self, end):
        """The link of the page whose address ends so."""
        follow(self.page.locator(f"main a[href$='{end}']").first)


@pytest.fixture
def walk(visit, axe):
    return lambda path: Walk(visit(path), axe)


def create_account(walk):
    walk.look()
    walk.send()
    walk.examine("nothing typed")
    walk.send(email="amina@exemple.fr", password1=PASSWORD)
    walk.look()
    walk.send(code="000000")
    walk.examine("wrong code")
    walk.send_code()
    walk.look()


def sign_out(walk, prefix):
    walk.page.goto(f"{prefix}/compte/deconnexion/")
    walk.look()
    walk.send()


def choose_another_password(walk, prefix):
    walk.page.goto(f"{prefix}/compte/connexion/")
    walk.look()
    walk.send(login="amina@exemple.fr", password="pas le bon du tout")
    walk.examine("wrong password")
    walk.follow("/compte/mot-de-passe/oublie/")
    walk.look()
    walk.send(email="amina@exemple.fr")
    walk.look()
    walk.send_code()
    walk.look()
    walk.send(password1=OTHER, password2=OTHER)


def sign_in(walk, prefix, password=OTHER):
    walk.page.goto(f"{prefix}/compte/connexion/?next={prefix}/mon-espace/")
    if "connexion" in walk.page.url:
        walk.send(login="amina@exemple.fr", password=password)
    walk.look()


def change_address(walk):
    walk.follow("/compte/adresse/")
    walk.look()
    walk.send(email="nouvelle@exemple.fr")
    walk.look()
    walk.send_code()
    walk.page.wait_for_url("**/mon-espace/")
    walk.look()


def close_account(walk):
    walk.follow("/mon-espace/fermer/")
    walk.look()
    walk.send()
    walk.examine("not understood")
    walk.page.check("main input[name=understood]")
    walk.send()
    walk.look()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_from_the_first_code_to_the_last_page(walk, prefix):
    person = walk(f"{prefix}/compte/creer/")
    create_account(person)
    sign_out(person, prefix)
    choose_another_password(person, prefix)
    sign_in(person, prefix)
    change_address(person)
    close_account(person)
    assert (person.headings, person.wrong) == (HEADINGS[prefix], {})


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_other_pages_of_an_account(walk, client, live_server, prefix):
    user = UserFactory(email="amina@exemple.fr", name="Amina")
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    person = walk(f"{prefix}/compte/connexion/")
    person.send(login=user.email, password=PASSWORD)
    paths = ["mon-espace/profil/", "compte/mot-de-passe/changer/", "compte/second-facteur/"]
    for path in [*paths, "compte/second-facteur/activer/", "compte/confirmer/"]:
        person.page.goto(f"{prefix}/{path}")
        person.examine(path)
        if person.page.locator("main form input:not([type=hidden])").count():
            person.send()
            person.examine(f"{path} sent empty")
    person.page.context.clear_cookies()
    person.page.goto(f"{prefix}/compte/connexion/code/")
    person.examine("code asked")
    person.send(email=user.email)
    person.examine("code awaited")
    person.send_code()
    assert (person.page.url, person.wrong) == (f"{live_server.url}{prefix}/mon-espace/", {})


@pytest.mark.parametrize("javascript", [True, False])
def test_my_space_shows_my_dates_and_my_circles(visit, axe, live_server, javascript):
    user = UserFactory(email="amina@exemple.fr", name="Amina")
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    MembershipFactory(circle=CircleFactory(name="E-santé", slug="e-sante"), user=user)
    soon = date.today() + timedelta(days=10)
    sitting = factories.occurrence(start_date=soon, onsite_capacity=3)
    page = visit(f"/inscriptions/{sitting.uuid}/", javascript=javascript)
    page.goto(f"/compte/connexion/?next=/inscriptions/{sitting.uuid}/")
    page.get_by_label("Adresse de courriel").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Se connecter"))
    follow(page.get_by_role("button", name="S’inscrire"))
    while drain_all():
        pass
    page.goto("/mon-espace/")
    if javascript:
        assert axe(page) == []
    assert page.get_by_role("link", name="E-santé").is_visible()
    follow(page.get_by_role("link", name="Modifier ou annuler mon inscription"))
    follow(page.get_by_role("button", name="Annuler mon inscription"))
    page.goto("/mon-espace/")
    assert page.get_by_text("Vous n’avez pas d’inscription").is_visible()
    assert list(sitting.registrations.values_list("state", flat=True)) == ["cancelled"]
