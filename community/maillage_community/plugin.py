"""What this plugin brings: circles where helpers ask, answer and share."""

from django.utils.translation import gettext_lazy as _

from maillage.contributions import (
    AccountSection,
    ApiRoutes,
    ContentBlock,
    DemoContent,
    FormerAddresses,
    NavigationItem,
    Routes,
    SearchSource,
    SitemapSource,
)
from maillage.plugin import Plugin
from maillage.portal_contributions import PortalClosing, PortalOpening
from maillage.workload import HeldWork, WaitingWork
from maillage_community import api, former_addresses, search, sitemap
from maillage_community.blocks import LatestTopicsBlock
from maillage_community.circles import handing_over, memberships, network, portal_closing
from maillage_community.demo import loading
from maillage_community.moderation import waiting

plugin = Plugin(
    title=_("Communities"),
    contributes=(
        Routes(urlconf="maillage_community.urls"),
        NavigationItem(
            label=_("Communities"),
            url_name="maillage_community:circles",
            summary=_("Ask a question, share what works"),
            icon="users",
            order=30,
        ),
        ContentBlock(name="latest_topics", factory=LatestTopicsBlock, order=30),
        SearchSource(
            kind="circle",
            label=_("Communities"),
            queryset=search.circles,
            documents=search.circle_documents,
            key="uuid",
            order=40,
        ),
        SearchSource(
            kind="topic",
            label=_("Conversations"),
            queryset=search.topics,
            documents=search.topic_documents,
            key="uuid",
            viewer_acl=search.viewer_acl,
            order=50,
        ),
        SitemapSource(
            name="circles",
            queryset=sitemap.circles,
            addresses=sitemap.addresses_of_circles,
            changed=sitemap.CHANGED,
            lists=("maillage_community:circles",),
        ),
        SitemapSource(
            name="topics",
            queryset=sitemap.topics,
            addresses=sitemap.addresses_of_topics,
            changed="last_activity_at",
        ),
        FormerAddresses(find=former_addresses.find),
        AccountSection(
            label=_("My circles"),
            template="maillage_community/account_section.html",
            context=memberships.my_circles,
            order=30,
        ),
        PortalOpening(
            label=_("A members’ circle where the territory’s helpers talk to each other"),
            open=network.open_network,
        ),
        WaitingWork(name="circles", waiting=waiting.waiting, order=40),
        HeldWork(
            name="circles",
            label=_("Communities to facilitate or moderate"),
            held=handing_over.held,
            named=handing_over.named,
            hand_over=handing_over.hand_over,
            order=30,
        ),
        PortalClosing(
            name="circles",
            label=_("Circles"),
            left=_("None: they become read only"),
            handed=_(
                "The portal that receives them with their members and topics. Without one, what "
                "was said stays, and nobody writes any more."
            ),
            numbers=portal_closing.numbers,
            close=portal_closing.close,
            reopen=portal_closing.reopen,
            lasting=portal_closing.LASTING,
        ),
        DemoContent(label=_("Communities"), load=loading.load, order=40),
        ApiRoutes(prefix="circles", router=api.router),
    ),
)
