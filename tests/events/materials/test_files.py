"""Files that a date leaves: taken for what they hold, opened by who may."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage_events.models import Material, MaterialFile
from maillage_events.models.document_formats import LARGEST, Format, UnknownFormatError, format_of
from tests.events.materials.test_adding import (
    PAGE,
    address,
    after,
    clock,
    date,
    editor_of,
    opened_by,
    typed,
)
from tests.events.signups import signed_up
from tests.site.factories import TerritoryFactory, UserFactory

__all__ = ("clock", "date")
pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 2000


def archive(**entries: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return held.getvalue()


def office(part: str, *more: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<x/>", part: "<x/>", **dict.fromkeys(more, "x")})


def opendocument(kind: str, *more: str) -> bytes:
    said = f"application/vnd.oasis.opendocument.{kind}"
    return archive(mimetype=said, **dict.fromkeys(more, "x"))


def named(content: bytes, name: str = "support.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, Format.PDF),
        (office("ppt/presentation.xml"), Format.PPTX),
        (office("word/document.xml"), Format.DOCX),
        (opendocument("presentation"), Format.ODP),
        (opendocument("text"), Format.ODT),
    ],
)
def test_a_document_is_known_by_what_it_holds(content, expected):
    assert format_of(named(content, "sans-nom")) == expected


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"%PD", b"<html><script>alert(1)</script>", b"MZ" + b"\0" * 500, b"PK\x03\x04zut"),
        *(b"GIF89a%PDF-", office("xl/workbook.xml"), opendocument("spreadsheet"), archive(a="b")),
        office("ppt/presentation.xml", "ppt/vbaProject.bin"),
        opendocument("text", "Basic/Standard/script-lb.xml"),
        archive(mimetype="application/pdf" * 10_000),
        archive(**{"[Content_Types].xml": "", **{f"ppt/{n}.xml": "" for n in range(6000)}}),
    ],
)
def test_anything_else_is_refused_whatever_its_name(content):
    with pytest.raises(UnknownFormatError):
        format_of(named(content))


def added(client, date, content: bytes = PDF, **fields) -> object:
    client.force_login(editor_of(date.event.territory))
    given = typed(url="", available_from="2026-12-08 11:30", **fields)
    return client.post(address(date), {**given, "document": named(content, "Étape 1.exe")})


def test_another_territory_s_team_reads_no_file(client, date):
    """Nor before it opens: their address is known to who worked here once."""
    added(client, date)
    client.force_login(editor_of(TerritoryFactory(code="56", name="Morbihan", slug="morbihan")))
    answer = client.get(f"/gestion/inscriptions/apres/{Material.objects.get().uuid}/fichier/")
    assert answer.status_code == 404


def test_the_organiser_puts_a_file_that_everybody_saves(client, date, clock):
    assert added(client, date, title="Étape n° 1 <b>").status_code == 302
    material = Material.objects.get()
    assert (material.format, material.size, material.url) == ("pdf", len(PDF), "")
    again = client.get(f"/gestion/inscriptions/apres/{material.uuid}/fichier/")
    client.logout()
    after(date, clock)
    assert "PDF, 2,0\xa0Kio" in client.get(PAGE).text
    assert opened_by(client, material) == (200, None, PDF, 1)
    path = f"/rejoindre/{date.uuid}/document/{material.uuid}/"
    answer = client.get(path)
    told = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="etape-n-1-b.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
    assert {name: answer[name] for name in told} == told
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert ("no-store" in answer["Cache-Control"], again.content) == (True, PDF)


def test_looking_ahead_counts_for_nothing(client, date, clock):
    added(client, date)
    after(date, clock)
    material = Material.objects.get()
    path = f"/rejoindre/{date.uuid}/document/{material.uuid}/"
    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch"})
    assert Material.objects.get().opened == 0


def test_a_file_for_who_signed_up_opens_to_nobody_else(client, date, clock):
    registration = signed_up(date, "amina", mode="online")
    user = UserFactory(email="amina@exemple.fr")
    date.registrations.filter(pk=registration.pk).update(user=user)
    added(client, date, access="registered")
    client.logout()
    material, door = Material.objects.get(), f"/rejoindre/{date.uuid}/"
    early = opened_by(client, material)[0]
    after(date, clock)
    found = [opened_by(client, material)]
    client.force_login(UserFactory())
    found.append(opened_by(client, material))
    client.force_login(user)
    found.append(opened_by(client, material))
    assert (early, found) == (404, [(302, door, b"", 0)] * 2 + [(200, None, PDF, 1)])
    date.registrations.update(state="cancelled", seats_held=0)
    assert opened_by(client, material)[:3] == (302, door, b"")


def test_a_material_of_another_date_is_not_found_through_this_one(client, date, clock):
    added(client, date)
    after(date, clock)
    material = Material.objects.get()
    other = date.event.occurrences.create(
        recurrence_id="2026-12-09", local_start=date.local_start, local_end=date.local_end,
        starts_at=date.starts_at, ends_at=date.ends_at,
    )  # fmt: skip
    path = f"/rejoindre/{other.uuid}/document/{material.uuid}/"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (b"", {}, "vide"),
        (b"<svg onload=alert(1)>", {}, "PDF, ODP, ODT, PPTX et DOCX"),
        (PDF, {"url": "https://exemple.fr/a"}, "pas les deux"),
        (b"%PDF-" + b"x" * LARGEST, {}, "Ce fichier pèse"),
    ],
)
def test_what_is_refused_is_said(client, date, content, more, said):
    client.force_login(editor_of(date.event.territory))
    given = {**typed(url=""), **more, "document": named(content)}
    answer = client.post(address(date), given)
    assert (answer.status_code, said in answer.text, Material.objects.count()) == (200, True, 0)


def test_the_bytes_go_with_what_is_taken_away(client, date):
    added(client, date)
    material = Material.objects.get()
    client.post(f"/gestion/inscriptions/apres/{material.uuid}/retirer/")
    assert MaterialFile.objects.count() == 0


@pytest.mark.parametrize("fields", [{}, {"url": "https://exemple.fr/a", "format": "pdf"}])
def test_a_material_is_an_address_or_a_file(date, fields):
    material = Material(occurrence=date, available_from=timezone.now(), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        material.save()
    assert Material.objects.count() == 0
