"""Foreign ids, by each role, in every view of translations; and what no screen sends."""

import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)

from tests.site.rights.conftest import CANARY
from tests.site.translations.conftest import LINK

pytestmark = pytest.mark.django_db
ROLES = ("editor", "publisher", "coordinator")


def put(client, address: str, **data: str):
    body = encode_multipart(BOUNDARY, data)
    return client.put(address, body, content_type=MULTIPART_CONTENT)


def text_of(stage) -> str:
    segment = stage.translation.source.stringsegment_set.first()
    return reverse("maillage_translation_text", args=[stage.translation.pk, segment.pk])


def others(stage) -> dict[object, OverridableSegment]:
    import json

    found = stage.translation.source.overridablesegment_set.all()
    return {json.loads(segment.data_json): segment for segment in found}


def other_of(stage, segment) -> str:
    return reverse("maillage_translation_other", args=[stage.translation.pk, segment.pk])


def po_of(stage) -> SimpleUploadedFile:
    po = stage.translation.export_po()
    for entry in po:
        entry.msgstr = "Vandal"
    return SimpleUploadedFile("sent.po", str(po).encode())


def on(name: str):
    return lambda stage: reverse(f"maillage_translation_{name}", args=[stage.translation.pk])


def english() -> Locale:
    return Locale.objects.get(language_code="en")


# Each takes the client and whose rows to name: ours it does, theirs it must not.
VERBS = {
    "submit": lambda c, s: c.post(
        reverse("maillage_translate_page", args=[s.side.page.pk]), {"locales": [english().pk]}
    ),
    "update": lambda c, s: c.post(
        reverse("maillage_update_translations", args=[s.translation.source_id])
    ),
    "write": lambda c, s: put(c, text_of(s), value="Vandal"),
    "erase": lambda c, s: c.delete(text_of(s)),
    "another page": lambda c, s: put(
        c, other_of(s, others(s)[s.side.page.pk]), value=str(s.page.pk)
    ),
    "another address": lambda c, s: put(
        c, other_of(s, others(s)[LINK]), value="https://exemple.fr/en"
    ),
    "download": lambda c, s: c.get(on("download")(s)),
    "upload": lambda c, s: c.post(on("upload")(s), {"file": po_of(s)}),
    "preview": lambda c, s: c.get(on("preview")(s)),
    "stop": lambda c, s: c.post(on("stop")(s)),
    "restart": lambda c, s: (
        Translation.objects.filter(pk=s.translation.pk).update(enabled=False),
        c.post(
            reverse("wagtailadmin_pages:edit", args=[s.made.pk]),
            {"localize-restart-translation": "1"},
        ),
    )[1],
    "propose": lambda c, s: c.get(on("propose")(s)),
}
CLOSED = {
    "machine": lambda c, s: c.post(on("by_machine")(s)),
    "alias": lambda c, s: c.post(
        reverse("wagtail_localize:convert_to_alias", args=[s.made.pk])
    ),
    "snippet": lambda c, s: c.post(
        reverse(
            "wagtail_localize:submit_snippet_translation",
            args=["maillage_events", "eventseries", "1"],
        ),
        {"locales": [english().pk]},
    ),
    "snippets of the API": lambda c, s: c.get(
        reverse("wagtail_localize:snippets_api_listing", args=["maillage_events", "eventseries"])
    ),
    "report": lambda c, s: c.get(reverse("wagtail_localize:translations_report")),
}  # fmt: skip


def state() -> dict:
    return {
        "pages": sorted(Page.objects.values_list("pk", "live", "title", "draft_title")),
        "rows": sorted(Translation.objects.values_list("pk", "enabled")),
        "texts": sorted(StringTranslation.objects.values_list("pk", "data")),
        "others": sorted(SegmentOverride.objects.values_list("pk", "data_json")),
        "read": sorted(TranslationSource.objects.values_list("pk", "last_updated_at")),
    }


def answers(client, verbs, stage) -> dict[str, tuple[bool, int, bool]]:
    """Verb → whether it changed anything, its status, whether it told a foreign word."""
    found = {}
    for name, verb in verbs.items():
        point = transaction.savepoint()
        stage.write()
        if name == "restart":
            Translation.objects.filter(pk=stage.translation.pk).update(enabled=False)
        before = state()
        response = verb(client, stage)
        body = b"".join(response) if response.streaming else response.content
        found[name] = (state() != before, response.status_code, CANARY.encode() in body)
        transaction.savepoint_rollback(point)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_foreign_translations_are_neither_read_nor_changed(client, ours, theirs, role):
    client.force_login(ours.person(role))
    answered = answers(client, VERBS | CLOSED, theirs)
    assert {name for name, (changed, _s, told) in answered.items() if changed or told} == set()
    assert {name for name, (_c, status, _t) in answered.items() if status >= 500} == set()


@pytest.mark.parametrize("role", ROLES)
def test_one_s_own_are(client, ours, theirs, role):
    """The attacks are real: the same requests on one's own rows do something."""
    client.force_login(ours.person(role))
    answered = answers(client, VERBS | CLOSED, ours)
    reading = {"download", "preview", "propose"}
    assert {name for name, (changed, _s, _t) in answered.items() if changed} == (
        set(VERBS) - reading
    )
    assert {answered[name][1] for name in reading} == {200}


def test_the_nation_meets_no_error(client, ours, nation):
    client.force_login(nation)
    verbs = VERBS | CLOSED
    del verbs["report"]  # Its list has no order, which is a warning of Django's.
    assert {s for _c, s, _t in answers(client, verbs, ours).values() if s >= 500} == set()


@pytest.mark.parametrize("role", ROLES)
def test_foreign_rows_are_put_in_place_of_none(client, ours, theirs, role):
    """A page of theirs as the target of our card; an address that runs a script."""
    client.force_login(ours.person(role))
    held = others(ours)
    bad = {
        ours.side.page.pk: (str(theirs.page.pk), "999999", "abc", "", "1" * 30),
        LINK: ("javascript:alert(1)", "", "data:text/html,x", "https://e.fr/" + "a" * 3000),
    }
    tried = [
        (put(client, other_of(ours, held[stored]), value=value).status_code, value)
        for stored, values in bad.items()
        for value in values
    ]
    assert [value for status, value in tried if status != 400] == []
    assert not SegmentOverride.objects.exists()


def test_a_text_of_another_page_is_not_written_through_ours(client, ours, theirs):
    segment = theirs.translation.source.stringsegment_set.first()
    other = others(theirs)[LINK]
    client.force_login(ours.side.editor)
    addresses = [
        reverse("maillage_translation_text", args=[ours.translation.pk, segment.pk]),
        reverse("maillage_translation_other", args=[ours.translation.pk, other.pk]),
    ]
    assert [put(client, address, value="https://e.fr").status_code for address in addresses] == [
        404,
        404,
    ]


NOT_PO = {
    "nothing": None,
    "empty": b"",
    "no PO": b"\xff\xfe\x00bonjour",
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "another charset": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nowhere\\n"\n',
    "no translation named": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
    "a file of ours": b"/etc/passwd",
    "broken": b'msgid "a\nmsgstr',
}


@pytest.mark.parametrize("sent", NOT_PO)
def test_a_file_that_is_no_po_is_told(client, ours, sent):
    client.force_login(ours.side.editor)
    content = NOT_PO[sent]
    data = {} if content is None else {"file": io.BytesIO(content)}
    response = client.post(on("upload")(ours), data, follow=True)
    (message,) = response.context["messages"]
    assert (response.status_code, ".po" in str(message)) == (200, True)
    assert not StringTranslation.objects.exists()


def test_a_po_file_of_another_translation_changes_neither(client, ours, theirs):
    client.force_login(ours.side.editor)
    response = client.post(on("upload")(ours), {"file": po_of(theirs)})
    assert (response.status_code, StringTranslation.objects.exists()) == (302, False)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", MULTIPART_CONTENT),
        (b"value=a%00b", "application/x-www-form-urlencoded"),
        (b'{"value": "x"}', "application/json"),
        (b"{", "application/json"),
        (b"x", "text/plain"),
        (b"--wrong", "multipart/form-data; boundary=other"),
    ],
)
def test_a_text_sent_otherwise_is_a_bad_request(client, ours, body, kind):
    client.force_login(ours.side.editor)
    for address in (text_of(ours), other_of(ours, others(ours)[LINK])):
        assert client.put(address, body, content_type=kind).status_code == 400
    assert not StringTranslation.objects.exists()


def test_a_translation_whose_page_is_gone_is_not_found(client, ours, nation):
    client.force_login(nation)
    ours.write()
    addresses = [on(name)(ours) for name in ("download", "preview", "propose")]
    posted = [on(name)(ours) for name in ("upload", "stop", "propose", "by_machine")]
    source = reverse("maillage_update_translations", args=[ours.translation.source_id])
    text, other = text_of(ours), other_of(ours, others(ours)[LINK])
    Page.objects.get(pk=ours.page.pk).delete()
    Page.objects.filter(pk=ours.made.pk).delete()
    statuses = [client.get(address).status_code for address in (*addresses, source)]
    statuses += [client.post(address).status_code for address in (*posted, source)]
    statuses += [put(client, address, value="x").status_code for address in (text, other)]
    assert set(statuses) == {404}


def test_texts_with_markup_of_their_own_are_kept_out_of_the_page(client, ours):
    """wagtail-localize tells them as errors; they are not published."""
    ours.write()
    client.force_login(ours.side.editor)
    put(client, text_of(ours), value='<a onclick="x">Bad</a>')
    assert StringTranslation.objects.filter(has_error=True).count() == 1
    assert ContentType.objects.exists()


def test_nobody_writes_in_what_waits_for_a_publisher(client, ours):
    ours.write()
    client.force_login(ours.side.editor)
    client.post(on("propose")(ours))
    before = state()
    screen = client.get(reverse("wagtailadmin_pages:edit", args=[ours.made.pk])).content.decode()
    assert "ses textes ne se modifient pas pour l’instant" in screen
    refused = put(client, text_of(ours), value="Late")
    assert (refused.status_code, state()) == (302, before)
