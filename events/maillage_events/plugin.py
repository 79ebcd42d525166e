"""What this plugin brings."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from maillage.contributions import (
    AccountSection,
    ApiRoutes,
    ContentBlock,
    DemoContent,
    FormerAddresses,
    MapLayer,
    MaterialSource,
    NavigationItem,
    OutboxConsumer,
    Periodic,
    Resolver,
    Routes,
    SearchSource,
    SitemapSource,
)
from maillage.help import HelpSource
from maillage.plugin import Plugin
from maillage.portal_contributions import PortalClosing, PortalStep
from maillage.workload import HeldWork, WaitingWork
from maillage_events import api, blocks, former_addresses, help, maps, resolving, search, sitemap  # noqa: A004 -- the kind's name
from maillage_events.agenda import portal_step
from maillage_events.demo import loading
from maillage_events.emails import reminders
from maillage_events.emails.queue import TOPIC
from maillage_events.emails.sending import drain_registration_mails
from maillage_events.materials import by_theme
from maillage_events.models.series import SEARCH_KIND
from maillage_events.organiser import handing_over, waiting
from maillage_events.publishing import horizon, portal_closing
from maillage_events.registration.own_sign_up import account
from maillage_events.registration.sign_up import expire_holds
from maillage_events.series import programme
from maillage_events.sharing import waiting as located_here

plugin = Plugin(
    title=_("Agenda"),
    contributes=(
        Routes(urlconf="maillage_events.urls"),
        NavigationItem(
            label=_("Agenda"),
            url_name="maillage_events:agenda",
            summary=_("Workshops, webinars and drop-in sessions near you"),
            icon="calendar-days",
            order=20,
        ),
        ContentBlock(name="next_events", factory=blocks.NextEventsBlock, order=20),
        SearchSource(
            kind=search.KIND,
            label=_("Events"),
            queryset=search.events,
            documents=search.documents,
            key="uuid",
        ),
        SearchSource(
            kind=SEARCH_KIND,
            label=_("Series of events"),
            queryset=programme.to_search,
            documents=programme.documents,
            key="uuid",
        ),
        SitemapSource(
            name="events",
            queryset=sitemap.events,
            addresses=sitemap.addresses_of_events,
            changed=sitemap.CHANGED,
            lists=("maillage_events:agenda",),
        ),
        SitemapSource(
            name="series",
            queryset=sitemap.series,
            addresses=sitemap.addresses_of_series,
            changed="modified_at",
            lists=("maillage_events:series-list",),
        ),
        FormerAddresses(find=former_addresses.find),
        MapLayer(
            slug="evenements",
            label=_("Events on site"),
            features=maps.features,
            symbol="calendar-days",
        ),
        MaterialSource(materials=by_theme.materials),
        HelpSource(label=_("The next sessions"), find=help.find, order=20),
        ApiRoutes(prefix="events", router=api.router),
        Resolver(scheme=resolving.SCHEME, resolve=resolving.resolve),
        Periodic(name="events.horizon", every=timedelta(days=1), run=horizon.extend),
        Periodic(name="events.holds", every=timedelta(minutes=1), run=expire_holds),
        Periodic(name="events.reminders", every=timedelta(minutes=5), run=reminders.plan),
        AccountSection(
            label=_("My sign-ups"),
            template="maillage_events/account/sign_ups.html",
            context=account.sign_ups_to_come,
            order=20,
        ),
        PortalStep(
            name="one_event",
            label=_("A first event announced"),
            progress=portal_step.one_event,
            order=60,
        ),
        WaitingWork(name="agenda", waiting=waiting.waiting, order=20),
        WaitingWork(name="located-here", waiting=located_here.waiting, order=25),
        HeldWork(
            name="events",
            label=_("Events to come"),
            held=handing_over.held,
            named=handing_over.named,
            hand_over=handing_over.hand_over,
            order=20,
        ),
        PortalClosing(
            name="events",
            order=10,
            label=_("Events to come and their sign-ups"),
            left=_("None: they are cancelled"),
            handed=_(
                "The portal that receives them with their sign-ups: nobody is bothered. Without "
                "one, each person who signed up is told by email."
            ),
            numbers=portal_closing.numbers,
            close=portal_closing.close,
            reopen=portal_closing.reopen,
            lasting=portal_closing.LASTING,
        ),
        DemoContent(label=_("Agenda"), load=loading.load, order=30),
        OutboxConsumer(topic=TOPIC, drain=drain_registration_mails),
    ),
)
