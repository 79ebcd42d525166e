import os
import re
import signal
import smtplib

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.outbox import delivery, health
from maillage.outbox.delivery import drain_mail
from maillage.outbox.mail import CalendarPart, send_later
from maillage.outbox.models import Message
from tests.processes import killed, together

pytestmark = pytest.mark.django_db(transaction=True)
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n"


def write(number=1, **parts):
    words = {"subject": "Votre inscription est confirmée", "text": "Bonjour,\nÀ bientôt !"}
    with transaction.atomic():
        send_later(f"purpose {number}", f"amina{number}@exemple.fr", **{**words, **parts})


def state():
    return list(Message.objects.order_by("id").values_list("state", "attempts", "repeats"))


def lease_ends():
    """Time goes by: whoever held a message lost it."""
    Message.objects.update(available_at=Message.objects.first().created_at)


def test_a_mail_is_text_then_html_then_calendar(mail_catcher, settings):
    settings.DEFAULT_FROM_EMAIL = "Maillage <robot@maillage.test>"
    write(
        html="<p>À bientôt !</p>",
        from_name="Médiathèque de Mâcon",
        reply_to="contact@mediatheque.fr",
        calendar_part=CalendarPart(CALENDAR, "REQUEST"),
    )
    assert drain_mail() == 1
    mail = mail_catcher.messages[0]
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(mail.iter_parts())[2]
    assert dict(calendar["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    assert calendar.get_payload(decode=True) == CALENDAR.encode()
    assert mail.get_body(["plain"]).get_content().splitlines() == ["Bonjour,", "À bientôt !"]
    assert (mail["From"], mail["Reply-To"], mail["Subject"]) == (
        "Médiathèque de Mâcon <robot@maillage.test>",
        "contact@mediatheque.fr",
        "Votre inscription est confirmée",
    )
    assert mail_catcher.recipients == [["amina1@exemple.fr"]]
    assert Message.objects.get().payload == {}


def test_the_same_purpose_recipient_and_version_is_sent_once(mail_catcher):
    write()
    write(subject="Encore")
    drain_mail()
    write()
    drain_mail()
    write(version=2)
    drain_mail()
    assert len(mail_catcher.messages) == 2


def test_a_rolled_back_transaction_sends_nothing(mail_catcher):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert drain_mail() == 0


def test_several_mails_leave_over_one_connection(mail_catcher, monkeypatch):
    opened = []
    stock = smtplib.SMTP.connect
    monkeypatch.setattr(
        smtplib.SMTP, "connect", lambda self, *a, **k: opened.append(1) or stock(self, *a, **k)
    )
    for number in range(5):
        write(number)
    assert drain_mail() == 5
    assert (len(mail_catcher.messages), len(opened)) == (5, 1)


def test_no_header_can_be_added_by_what_people_type(mail_catcher):
    write(subject="Bonjour\r\nBcc: tous@exemple.fr\u2028X: y", from_name="A\nBcc: x@y.fr")
    drain_mail()
    mail = mail_catcher.messages[0]
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Bonjour Bcc: tous@exemple.fr X: y"
    with pytest.raises(ValidationError):
        send_later("p", "a@b.fr\nBcc: c@d.fr", subject="s", text="t")
    with pytest.raises(ValueError):
        send_later("p", "a@b.fr", subject="s", text="t", headers={"X-A": "b\r\nBcc: c@d.fr"})
    with pytest.raises(ValueError):
        send_later("p", "a@b.fr", subject="s", text="t", headers={"Bcc": "c@d.fr"})


def test_a_list_can_be_left_in_one_click(mail_catcher):
    write(unsubscribe_url="https://maillage.test/communautes/quitter/abc/")
    drain_mail()
    mail = mail_catcher.messages[0]
    assert mail["List-Unsubscribe"] == "<https://maillage.test/communautes/quitter/abc/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_long_unsubscribe_address_stays_whole_on_its_line(mail_catcher):
    url = f"https://maillage.test/communautes/desabonnement/{'WzMxLCJi' * 20}:1xVNO3/"
    write(unsubscribe_url=url)
    drain_mail()
    raw = mail_catcher.raw[0].decode()
    assert f"\r\nList-Unsubscribe: <{url}>\r\n" in raw


def test_a_mail_server_that_is_down_loses_nothing(mail_catcher, settings, free_port):
    for number in range(3):
        write(number)
    settings.EMAIL_PORT = 9  # nobody listens there
    assert drain_mail() == 0
    assert state() == [("ready", 0, 0)] * 3
    assert drain_mail() == 0  # not before half a minute
    settings.EMAIL_PORT = free_port
    with time_machine.travel(Message.objects.first().available_at):
        assert drain_mail() == 3
    assert len(mail_catcher.messages) == 3


def test_a_server_that_refuses_for_now_is_asked_again_and_for_good_is_not(mail_catcher):
    write()
    mail_catcher.refusal = "451 come back later"
    drain_mail()
    assert state() == [("ready", 1, 0)]
    lease_ends()
    mail_catcher.refusal = "554 no"
    drain_mail()
    assert state() == [("parked", 2, 0)]


def test_a_mail_that_cannot_be_built_does_not_stop_the_others(mail_catcher):
    write(1)
    write(2)
    Message.objects.filter(key__startswith="purpose 1").update(payload={"recipient": "x"})
    assert drain_mail() == 2
    assert state() == [("ready", 1, 0), ("done", 1, 0)]


def test_two_workers_send_each_mail_once(mail_catcher):
    for number in range(40):
        write(number)
    together(drain_mail, [(), (), ()])
    assert len(mail_catcher.messages) == 40
    assert len({mail["Message-ID"] for mail in mail_catcher.messages}) == 40


def die_before_data():
    delivery.Begun.__call__ = lambda self: os.kill(os.getpid(), signal.SIGKILL)
    drain_mail()


def die_after_the_final_dot():
    delivery.claiming.finish = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    drain_mail()


def test_45_killed_before_data_is_sent_exactly_once(mail_catcher):
    write()
    assert killed(die_before_data) == -signal.SIGKILL
    assert killed(die_before_data) == -signal.SIGKILL or state()
    lease_ends()
    assert killed(die_before_data) == -signal.SIGKILL
    assert mail_catcher.messages == []
    lease_ends()
    drain_mail()
    assert len(mail_catcher.messages) == 1
    assert [row[::2] for row in state()] == [("done", 0)]


def test_45_killed_after_the_final_dot_is_sent_again_once_with_the_same_message_id(mail_catcher):
    write()
    assert killed(die_after_the_final_dot) == -signal.SIGKILL
    assert [row[::2] for row in state()] == [("sending", 0)]
    lease_ends()
    assert killed(die_after_the_final_dot) == -signal.SIGKILL
    lease_ends()
    drain_mail()
    drain_mail()
    identifiers = [mail["Message-ID"] for mail in mail_catcher.messages]
    assert len(identifiers) == 2
    assert len(set(identifiers)) == 1
    assert re.fullmatch(r"<[0-9a-f]{32}@maillage\.localhost>", identifiers[0])
    assert [row[::2] for row in state()] == [("parked", 1)]
    assert health.repeated_mails() == 1


def test_45_a_connection_lost_after_the_final_dot_is_repeated_once(mail_catcher, monkeypatch):
    write()
    stock = smtplib.SMTP.data

    def lost(self, content):
        stock(self, content)
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "data", lost)
    drain_mail()
    assert state() == [("ready", 1, 1)]
    monkeypatch.undo()
    lease_ends()
    drain_mail()
    assert (len(mail_catcher.messages), state()) == (2, [("done", 2, 1)])
