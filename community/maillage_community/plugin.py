"""What this plugin brings."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import Plugin

plugin = Plugin(title=_("Communities"), contributes=())
