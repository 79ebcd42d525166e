"""Below ``/theme/``; browsers keep what stands there for ever, its address changes with it."""

from django.urls import re_path

from maillage_site.portals.sharing import views

DRAWN = r"^(?P<name>[-\w]+)-(?P<digest>[0-9a-f]{10})"

urlpatterns = [
    re_path(rf"{DRAWN}/partage\.png$", views.card),
    re_path(rf"{DRAWN}/icone\.svg$", views.icon_svg),
    re_path(rf"{DRAWN}/icone-(?P<side>\d{{3}})\.png$", views.icon_png),
    re_path(rf"{DRAWN}/icone-(?P<side>512)-(?P<whole>pleine)\.png$", views.icon_png),
    re_path(rf"{DRAWN}/(?P<language>[a-z]{{2}})\.webmanifest$", views.manifest),
]
