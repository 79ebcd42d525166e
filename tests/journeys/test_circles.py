"""A helper reads a circle, joins it, asks, answers and chooses the answer."""

import pytest

from tests.community.factories import CircleFactory, ReplyFactory, TopicFactory, member
from tests.fixtures.browser import follow
from tests.site.factories import UserFactory, national_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    national_portal()
    found = TopicFactory(
        circle=CircleFactory(name="E-santé", slug="e-sante"), title="Code ameli jamais reçu ?"
    )
    found.validated_reply = ReplyFactory(topic=found, body="Par **courrier**.")
    found.reply_count = 1
    found.save()
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_of_a_circle_have_no_accessibility_violation(visit, axe, topic, prefix):
    base = f"{prefix}/communautes/"
    paths = [base, f"{base}e-sante/", f"{base}e-sante/sujets/{topic.uuid}/"]
    page = visit(paths[0])
    found = []
    for path in paths:
        page.goto(path)
        found += axe(page)
    assert found == []


@pytest.mark.parametrize("javascript", [True, False])
def test_one_reads_a_topic_from_the_list_of_circles(visit, topic, javascript):
    page = visit("/communautes/", javascript=javascript)
    follow(page.get_by_role("link", name="E-santé"))
    follow(page.get_by_role("link", name="Code ameli jamais reçu"))
    assert page.get_by_role("heading", name="La réponse choisie").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_joins_and_replies(visit_as, axe, topic, javascript):
    path = f"/communautes/e-sante/sujets/{topic.uuid}/"
    page = visit_as(UserFactory(name="Amina"), path, javascript=javascript)
    follow(page.get_by_role("link", name="Répondre ou suivre"))
    page.get_by_label("J’accepte la charte").check()
    follow(page.get_by_role("button", name="Rejoindre la communauté"))
    follow(page.get_by_role("link", name="Code ameli"))
    follow(page.get_by_role("link", name="Répondre ou suivre"))
    page.get_by_label("Votre réponse").fill("Le 36 46 peut aider.")
    if javascript:
        assert axe(page) == []
    follow(page.get_by_role("button", name="Envoyer ma réponse"))
    assert page.get_by_text("Le 36 46 peut aider.").is_visible()


def test_an_empty_question_says_what_is_missing(visit_as, topic):
    page = visit_as(member(topic.circle), "/communautes/e-sante/nouveau-sujet/")
    follow(page.get_by_role("button", name="Envoyer mon message"))
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 2
