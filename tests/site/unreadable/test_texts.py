"""A text that arrives in pieces costs nobody their work: the form comes back with its words."""

import json

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from maillage_site.unreadable.texts import UnreadableText
from tests.site.admin_forms import as_sent

pytestmark = pytest.mark.django_db
SAID = "n’est pas arrivé entier"
WHOLE = json.dumps(
    {"blocks": [{"key": "a", "text": "Samedi, l’« atelier » <b>", "type": "unstyled"}]}
)
CUT = WHOLE[:-12]


@pytest.fixture
def send(client, ours):
    """The form of a draft whose text was saved, sent again with that text."""
    ours.draft.body = [("text", RichText("<p>Le texte d’hier</p>"))]
    ours.draft.save_revision()
    block = ours.draft.body[0].id
    client.force_login(ours.editor)
    client.raise_request_exception = False
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    whole = as_sent(client.get(address))

    def sending(text, **typed):
        sent = {
            "body-count": "1", "body-0-deleted": "", "body-0-type": "text", "body-0-order": "0",
            "body-0-id": block, "body-0-value": text,
        }  # fmt: skip
        return client.post(address, {**whole, **sent, **typed})

    return sending


def told(form) -> str:
    """What is said beside the blocks, inside them too."""
    return str([error.as_json_data() for error in form.errors["body"].data])


def test_the_words_of_a_text_that_was_cut_come_back_with_the_rest_of_the_form(send, ours):
    before = ours.draft.revisions.count()
    response = send(CUT, title="Un titre neuf")
    assert (response.status_code, ours.draft.revisions.count()) == (200, before)
    form = response.context["form"]
    assert SAID in told(form)
    assert form["title"].value() == "Un titre neuf"
    assert "<p>Samedi, l’« atelier » &lt;b&gt;</p>" in str(form["body"].value()[0].value.source)


@pytest.mark.parametrize("text", ["{", "[]", '{"blocks": [1]}', ""])
def test_without_one_word_of_it_the_text_saved_last_comes_back(send, ours, text):
    response = send(text)
    form = response.context["form"]
    assert SAID in told(form)
    [child] = form["body"].value()
    assert child.value.source == "<p>Le texte d’hier</p>"


def test_what_was_whole_is_saved(send, ours):
    assert send(WHOLE).status_code == 302


def test_words_are_read_in_one_pass():
    endless = '"text":"' + '\\"' * 200_000
    assert UnreadableText.of(endless) == ""
