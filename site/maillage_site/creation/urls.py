"""The wizard's addresses in the admin."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maillage_site.creation import views

opening = [
    path("", views.portals, name="portals"),
    path("ajouter/", views.add, name="add"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/mettre-en-ligne/", views.online, name="online"),
    path("<int:pk>/abandonner/", views.abandon, name="abandon"),
]

urlpatterns = decorate_urlpatterns(
    [
        path("portails/", include((opening, "maillage_opening"))),
        # At Wagtail's own address, before it.
        path(
            "pages/add/maillage_portals/portalpage/<int:parent_page_id>/",
            views.not_a_page,
            name="maillage_not_a_page",
        ),
    ],
    require_admin_access,
)
