"""Reading the links of a published page, after it is published and once a week."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.signals import page_published

from maillage.outbox.draining import drain_topic
from maillage.outbox.writing import enqueue, enqueue_all
from maillage.pages import MaillagePage
from maillage_site.links.found import links_of
from maillage_site.links.models import ExternalAddress, PageLink
from maillage_site.links.own import is_read, is_web, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.outbox.models import Message
    from maillage_site.portals.models import Portal

TOPIC = "page-links"
LONGEST = PageLink._meta.get_field("text").max_length
WHERE = PageLink._meta.get_field("where").max_length


def watch() -> None:
    """Whatever publishes a page: the form, the schedule, an import."""
    page_published.connect(_read_later, dispatch_uid="maillage_links_published")


def _read_later(instance: Page, **_rest: object) -> None:
    if isinstance(instance, MaillagePage) and not instance.alias_of_id:
        version = int(timezone.now().timestamp() * 1_000_000)
        enqueue(TOPIC, str(instance.pk), version=version)


def read_all_later(at: datetime) -> None:
    """Every published page again: what stands at the other end changes without telling us."""
    keys = Page.objects.live().filter(alias_of=None).values_list("pk", flat=True)
    version = int(at.timestamp() * 1_000_000)
    enqueue_all(TOPIC, ((str(pk), version, at) for pk in keys))
    ExternalAddress.objects.filter(links=None).delete()


def read_links_again(portal: Portal) -> None:
    """Of the pages that name an address of that portal, which has just closed or opened."""
    named = Q(pk__in=())
    for slug in portal.slugs.values_list("slug", flat=True):
        named |= Q(path__contains=f"/{slug}")
    typed = PageLink.objects.filter(named, kind=PageLink.Kind.PATH)
    now = timezone.now()
    version = int(now.timestamp() * 1_000_000)
    keys = set(typed.values_list("page", flat=True))
    enqueue_all(TOPIC, ((str(pk), version, now) for pk in sorted(keys)))


def drain(limit: int) -> int:
    return drain_topic(TOPIC, _handle, limit=limit)


def _handle(message: Message) -> None:
    page = Page.objects.live().filter(pk=int(message.key)).specific().first()
    if isinstance(page, MaillagePage):
        read_page(page, at=timezone.now())


def read_page(page: MaillagePage, *, at: datetime) -> None:
    """Put the links of that page in the place of those it had."""
    found = [one for one in links_of(page) if one.page or one.document or is_web(one.href)]
    pages = _there(Page, {one.page for one in found})
    documents = _there(get_document_model(), {one.document for one in found})
    rows = []
    for one in found:
        link = PageLink(page_id=page.pk, text=one.text[:LONGEST], where=one.where[:WHERE])
        if one.page:
            link.kind = PageLink.Kind.PAGE
            link.target_page_id = one.page if one.page in pages else None
        elif one.document:
            link.kind = PageLink.Kind.DOCUMENT
            link.target_document_id = one.document if one.document in documents else None
        elif path := path_of(one.href, page):
            link.kind, link.path = PageLink.Kind.PATH, path
            link.answers = is_read(path)
        else:
            link.kind, link.path = PageLink.Kind.EXTERNAL, urldefrag(one.href).url
        rows.append(link)
    _store(page, rows, at)


@transaction.atomic
def _store(page: MaillagePage, rows: list[PageLink], at: datetime) -> None:
    _give_addresses([row for row in rows if row.kind == PageLink.Kind.EXTERNAL], at)
    PageLink.objects.filter(page=page.pk).delete()
    PageLink.objects.bulk_create(rows)


def _there(model: type, keys: set[int | None]) -> set[int]:
    return set(model.objects.filter(pk__in=keys - {None}).values_list("pk", flat=True))


def _give_addresses(links: Iterable[PageLink], at: datetime) -> None:
    """The row of each address, made when it is new, and asked as soon as it can be."""
    links = list(links)
    urls = {link.path: _digest(link.path) for link in links}
    new = [
        ExternalAddress(digest=digest, url=url, host=_host(url), due_at=at)
        for url, digest in urls.items()
    ]
    ExternalAddress.objects.bulk_create(new, ignore_conflicts=True)
    known = dict(
        ExternalAddress.objects.filter(digest__in=urls.values()).values_list("digest", "pk")
    )
    for link in links:
        link.address_id, link.path = known[urls[link.path]], ""


def _digest(url: str) -> str:
    return sha256(url.encode()).hexdigest()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
