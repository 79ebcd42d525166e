"""One address: the gallery."""

from django.urls import path

from tests.site.ui.gallery import show

urlpatterns = [path("", show)]
