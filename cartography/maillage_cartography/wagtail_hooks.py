"""Places in the admin: to be read, until imports and editors can share them."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from maillage.admin_views import TerritorySnippetViewSet
from maillage.rights import register_territory_policy
from maillage_cartography.models import Place

register_territory_policy(Place)


class PlaceViewSet(TerritorySnippetViewSet):
    """A list of one's own places, and what each one says."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_name = "places"
    add_to_admin_menu = True
    menu_order = 200
    list_display = ["name", "commune", "phone", "updated_on"]
    list_per_page = 50
    search_fields = ["name", "search_text"]
    inspect_view_enabled = True
    copy_view_enabled = False


register_snippet(PlaceViewSet)
