"""What the composition contributes: its pages to the search; schedule, upkeep and purge."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from maillage.accounts.limit_cache import forget_expired
from maillage.contributions import (
    AddressesInPortal,
    ContentBlock,
    HealthCheck,
    OutboxConsumer,
    Periodic,
    Routes,
    SearchSource,
    SitemapSource,
)
from maillage.pages import SEARCH_KIND
from maillage.personal_data.erasing import purge
from maillage.plugin import Plugin
from maillage.portal_contributions import PortalStep
from maillage.workload import HeldWork, WaitingWork
from maillage_site.closing.settling import settle
from maillage_site.contact.blocks import ContactFormBlock
from maillage_site.contact.pages import KIND as CONTACT_FORM
from maillage_site.home import search
from maillage_site.home.blocks import NAME as KEY_FIGURES
from maillage_site.home.blocks import KeyFiguresBlock
from maillage_site.links import asking, reading
from maillage_site.progress import page_steps, portal_steps
from maillage_site.proposed_pages import waiting as proposed_pages
from maillage_site.reviews.reminding import remind
from maillage_site.role_reviews import waiting as role_reviews
from maillage_site.role_reviews.asking import ask as ask_still_here
from maillage_site.scheduling import health
from maillage_site.scheduling.schedule import keep_schedule
from maillage_site.sitemap import pages
from maillage_site.syndication.here import address_here
from maillage_site.teams import drafts
from maillage_site.waiting import moderation

STEPS = (
    ("legal_notice", _("Legal notice complete"), page_steps.legal_notice),
    ("accessibility", _("Accessibility statement with its state"), page_steps.accessibility),
    ("contact", _("Somewhere to write to"), page_steps.contact),
    ("team", _("A team of two at least"), portal_steps.team),
    ("logo", _("A logo"), portal_steps.logo),
    ("colours", _("Colours of its own"), portal_steps.colours),
)

plugin = Plugin(
    title="Maillage",
    contributes=(
        Routes(urlconf="maillage_site.syndication.urls"),
        AddressesInPortal(find=address_here),
        SearchSource(
            kind=SEARCH_KIND,
            label=_("Pages and resources"),
            queryset=search.pages,
            documents=search.documents,
            key="translation_key",
            order=30,
        ),
        SitemapSource(
            name="pages",
            queryset=pages.pages,
            addresses=pages.addresses,
            changed="last_published_at",
            order=10,
        ),
        *(
            PortalStep(name=name, label=label, progress=progress, order=order)
            for order, (name, label, progress) in enumerate(STEPS)
        ),
        WaitingWork(name="pages", waiting=moderation.waiting, order=10),
        WaitingWork(name="role_reviews", waiting=role_reviews.waiting, order=12),
        WaitingWork(name="proposed_pages", waiting=proposed_pages.waiting, order=11),
        HeldWork(
            name="drafts",
            label=_("Drafts"),
            held=drafts.held,
            named=drafts.named,
            hand_over=drafts.hand_over,
            order=10,
        ),
        Periodic(name="accounts.limits", every=timedelta(hours=1), run=forget_expired),
        Routes(urlconf="maillage_site.contact.urls"),
        ContentBlock(name=KEY_FIGURES, factory=KeyFiguresBlock),
        ContentBlock(name=CONTACT_FORM, factory=ContactFormBlock),
        OutboxConsumer(topic=reading.TOPIC, drain=reading.drain),
        Periodic(name="links.read", every=timedelta(days=7), run=reading.read_all_later),
        # A long round of another's slowness: it holds up no email.
        Periodic(name="links.ask", every=timedelta(minutes=10), run=asking.ask_due, queue="import"),
        Periodic(name="site.closings", every=timedelta(hours=1), run=settle),
        Periodic(name="site.schedule", every=timedelta(minutes=1), run=keep_schedule),
        Periodic(name="site.reviews", every=timedelta(hours=1), run=remind),
        Periodic(name="site.roles", every=timedelta(days=1), run=ask_still_here),
        HealthCheck(name="schedule", probe=health.probe),
        Periodic(name="personal_data.purge", every=timedelta(days=1), run=purge),
    ),
)
