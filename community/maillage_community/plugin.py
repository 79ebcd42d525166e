"""What this plugin brings: circles where helpers ask, answer and share."""

from django.utils.translation import gettext_lazy as _

from maillage.contributions import (
    AccountSection,
    ApiRoutes,
    ContentBlock,
    DemoContent,
    NavigationItem,
    Routes,
    SearchSource,
)
from maillage.plugin import Plugin
from maillage_community import api, search
from maillage_community.blocks import LatestTopicsBlock
from maillage_community.circles import memberships
from maillage_community.demo import loading

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
        AccountSection(
            label=_("My circles"),
            template="maillage_community/account_section.html",
            context=memberships.my_circles,
            order=30,
        ),
        DemoContent(label=_("Communities"), load=loading.load, order=40),
        ApiRoutes(prefix="circles", router=api.router),
    ),
)
