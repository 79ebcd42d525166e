"""A document is what its name says, or is refused with a sentence."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model

from maillage_site.files.contents import TABLE

pytestmark = pytest.mark.django_db


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
HTML = b"<!doctype html><script>alert(1)</script>"
GOOD = {
    "pdf": [b"%PDF-1.7\n%%EOF\n", b"\r\n%PDF-1.4\n"],
    "doc": [OLE, b"{\\rtf1 Bonjour}"],
    "xls": [OLE],
    "ppt": [OLE],
    "docx": [archive("[Content_Types].xml", "word/document.xml")],
    "xlsx": [archive("[Content_Types].xml", "xl/workbook.xml")],
    "pptx": [archive("[Content_Types].xml", "ppt/presentation.xml")],
    "odt": [archive("mimetype", "content.xml")],
    "ods": [archive("mimetype", "content.xml")],
    "odp": [archive("mimetype", "content.xml")],
    "zip": [archive("fiche.txt"), archive()],
    "mp3": [b"ID3\x04" + b"\0" * 50, b"\xff\xfb\x90\x64" + b"\0" * 50],
    "csv": [b"nom;adresse\n", "é;è\n".encode("latin-1"), "\ufeffnom;ville".encode("utf-16-le")],
    "txt": [b"Bonjour", "Été".encode()],
    "ics": [b"BEGIN:VCALENDAR\r\n", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n"],
    "vtt": [b"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour"],
}
BAD = {
    **{kind: [HTML, b"MZ\x90\0\x03\0", b"\x7fELF\x02\x01\0"] for kind in GOOD},
    "csv": [b"MZ\x90\0\x03\0", OLE],
    "txt": [b"\x7fELF\x02\x01\0", archive("a")],
}
BAD["docx"] = [*BAD["docx"], archive("xl/workbook.xml"), b"PK\x03\x04 tronque", OLE]
BAD["mp3"] = [*BAD["mp3"], b"\xff\xd8\xff\xe0"]


def test_every_kind_that_is_taken_is_known(settings):
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(TABLE) == set(GOOD) == set(BAD)


def send(client, ours, name: str, content: bytes) -> str:
    """What the person reads."""
    upload = SimpleUploadedFile(name, content, "application/pdf")
    data = {"title": "fiche", "file": upload, "collection": ours.collection.pk}
    return client.post(reverse("wagtaildocs:add"), data, follow=True).content.decode()


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_holds_what_its_name_says(client, ours, kind):
    client.force_login(ours.editor)
    sent = get_document_model().objects.filter(title="fiche")
    for content in GOOD[kind]:
        send(client, ours, f"fiche.{kind.upper()}", content)
    assert [file.file.read() for file in sent.order_by("pk")] == GOOD[kind]
    for content in BAD[kind]:
        assert "contient autre chose" in send(client, ours, f"fiche.{kind}", content)
    assert sent.count() == len(GOOD[kind])


def test_several_at_once_are_read_too(client, ours):
    client.force_login(ours.editor)
    data = {"files[]": SimpleUploadedFile("a.pdf", HTML), "collection": ours.collection.pk}
    answer = client.post(reverse("wagtaildocs:add_multiple"), data).json()
    assert (answer["success"], "contient autre chose" in answer["error_message"]) == (False, True)
