"""What this plugin brings."""

from django.utils.translation import gettext_lazy as _

from maillage.contributions import DemoContent
from maillage.plugin import Plugin
from maillage_cartography import demo

plugin = Plugin(
    title=_("Places"), contributes=(DemoContent(label=_("Places"), load=demo.load, order=20),)
)
