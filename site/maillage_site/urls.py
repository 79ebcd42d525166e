"""The site's addresses: its own words first, then plugins' routes, then Wagtail's pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from maillage_site import health
from maillage_site.api import api
from maillage_site.files import serving
from maillage_site.portals.addresses.routing import portal_routes, site_routes
from maillage_site.portals.addresses.serving import serve
from maillage_site.portals.sharing import views as sharing
from maillage_site.role_reviews.urls import answers as role_answers
from maillage_site.teams.urls import answers as invitations
from maillage_site.users import entrance

demo = [
    path("demo/courriels/", include("maillage_site.sent_mails.views")),
]

urlpatterns = [
    *(demo if settings.MAILLAGE_DEMO else []),
    path("gestion/", include(entrance)),
    path("gestion/", include("maillage_site.privacy.views")),
    path("gestion/", include("maillage_site.files.views")),
    path("gestion/", include("maillage_site.audit.views")),
    path("gestion/localize/", include("maillage_site.translations.views")),
    path("gestion/", include("maillage_site.creation.urls")),
    path("gestion/", include("maillage_site.teams.urls")),
    path("gestion/", include("maillage_site.role_reviews.urls")),
    path("gestion/", include("maillage_site.closing.urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(entrance.documents)),
    path("", include(serving)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", api.urls),
    path("favicon.ico", sharing.favicon),
    path("apple-touch-icon.png", sharing.touch_icon),
    path("", include(health)),
    path("", include("maillage_site.sitemap.views")),
    *site_routes(),
    *portal_routes(),
    path("theme/", include("maillage_site.portals.theme.views")),
    path("theme/", include("maillage_site.portals.sharing.urls")),
    *i18n_patterns(
        path("compte/", include("maillage_site.users.account_urls")),
        path("mon-espace/invitations/", include(invitations)),
        path("mon-espace/roles/", include(role_answers)),
        path("mon-espace/", include("maillage.sessions.urls")),
        path("mon-espace/", include("maillage.accounts.urls")),
        path("_util/", include(entrance.pages)),
        # Wagtail's own serving comes last in its list: ours takes its place.
        path("", include(wagtail_urls.urlpatterns[:-1])),
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        prefix_default_language=False,
    ),
]
