"""Addresses, under any portal."""

from django.urls import path, re_path

from maillage_cartography import views

app_name = "maillage_cartography"
urlpatterns = [
    path("lieux/", views.place_list, name="list"),
    path("lieux/points.json", views.points_json, name="points"),
    path("lieux/couches.json", views.layers_json, name="layers"),
    path("lieux/couches/<slug:slug>.geojson", views.layer_geojson, name="layer"),
    path("lieux/<uuid:uuid>/", views.place, name="place"),
    re_path(r"^lieux/(?P<start>[0-9a-f]{12})/$", views.place_by_start, name="start"),
    path("lieux.csv", views.places_csv, name="csv"),
    path("lieux.geojson", views.places_geojson, name="geojson"),
]
