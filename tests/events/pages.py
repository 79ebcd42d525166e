"""What the tests of sign-up pages type and read."""

import re

from bs4 import BeautifulSoup
from django.core import mail

from maillage.outbox.draining import drain_all


def form_url(date, prefix=""):
    return f"{prefix}/inscriptions/{date.uuid}/"


def type_in(client, date, name="Amina", email="amina@exemple.fr", prefix="", **fields):
    data = {"name": name, "email": email, **fields}
    return client.post(form_url(date, prefix), data, follow=True)


def heading(response):
    return BeautifulSoup(response.content, "html.parser").h1.get_text(" ", strip=True)


def received(kind_of_link=""):
    """The last mail sent, and the path of its link of that kind."""
    drain_all()
    drain_all()
    text = mail.outbox[-1].body
    found = re.search(rf"http://localhost:8000(\S*/{kind_of_link}/\S+)", text)
    return mail.outbox[-1], found and found[1]


def is_private(response, referrer="same-origin"):
    return "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == referrer
