"""Closing's addresses in the admin."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maillage_site.closing import views

closing = [
    path("<int:pk>/fermer/", views.close, name="close"),
    path("<int:pk>/rouvrir/", views.reopen, name="reopen"),
    path("<int:pk>/pages.zip", views.archive, name="archive"),
]

urlpatterns = decorate_urlpatterns(
    [path("portails/", include((closing, "maillage_closing")))], require_admin_access
)
