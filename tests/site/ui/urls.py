"""The gallery, beside the admin whose address the site's guard asks for."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from tests.site.ui.gallery import show

urlpatterns = [path("", show), path("gestion/", include(wagtailadmin_urls))]
