"""Mails that wait to be sent hold their recipient and their words; those sent hold neither."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.fields.json import KT

from maillage.outbox.models import Message
from maillage.personal_data import (
    AppData,
    Delete,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    address,
)

# A refusal of the server names the address, and may be read for as long as the mail is parked.
PARKED = Purge(
    after=timedelta(days=90),
    since="created_at",
    event="a mail that cannot be sent was written",
    only=Q(state=Message.State.PARKED),
)
SETTLED = Purge(
    after=timedelta(days=90),
    since="done_at",
    event="the mail was sent",
    only=Q(state=Message.State.DONE),
)

personal_data = AppData(
    rows=(
        Rows(
            "maillage_outbox.Message",
            subject=address(KT("payload__recipient"), said="`payload.recipient` verified"),
            context={"subject": KT("payload__subject")},
            fields=(
                NotPersonal("id topic version state attempts repeats available_at done_at"),
                Personal(
                    "created_at",
                    purpose="a mail is sent in its turn",
                    retention=(SETTLED, PARKED),
                    erasure=Delete(),
                ),
                Personal(
                    "payload last_error",
                    purpose="the mail to send; emptied once it is sent",
                    retention=(SETTLED, PARKED),
                    export=(
                        "its links and codes open without a password; its subject is handed over"
                    ),
                    erasure=Delete(),
                ),
                Personal(
                    "key",
                    purpose="the same mail is never sent twice",
                    retention=(SETTLED, PARKED),
                    export="a digest of the address",
                    erasure=Delete(),
                ),
            ),
        ),
        Rows("maillage_outbox.PeriodicRun", (NotPersonal("id name slot created_at"),)),
    ),
)
