"""Addresses, under any portal."""

from django.urls import path, re_path

from maillage.embedding import embed_script
from maillage_cartography.finder.views import embed as embed_views
from maillage_cartography.finder.views import pages as views
from maillage_cartography.finder.views import questions as orientation_views
from maillage_cartography.freshness import answer_views as check_views
from maillage_cartography.organisations import views as organisation_views
from maillage_cartography.reader_reports import views as reader_views

app_name = "maillage_cartography"
urlpatterns = [
    path("lieux/", views.place_list, name="list"),
    path("lieux/points.json", views.points_json, name="points"),
    path("lieux/couches.json", views.layers_json, name="layers"),
    path("lieux/couches/<slug:slug>.geojson", views.layer_geojson, name="layer"),
    path("lieux/integrer/", embed_views.how_to, name="embed"),
    path("lieux/integrer.js", embed_script, name="embed-script"),
    path("lieux/integrer/liste/", embed_views.framed, {"with_map": False}, name="embed-list"),
    path("lieux/integrer/carte/", embed_views.framed, {"with_map": True}, name="embed-map"),
    path("lieux/structures/<uuid:uuid>/", organisation_views.organisation, name="organisation"),
    path("lieux/orientation/", orientation_views.ask, name="orientation"),
    path("lieux/proposer/", reader_views.propose, name="propose"),
    path("lieux/proposer/merci/", reader_views.proposed, name="proposed"),
    path("lieux/verifier/", check_views.check, name="check"),
    path("lieux/verifier/merci/", check_views.checked, name="checked"),
    path("lieux/ne-plus-verifier/<str:token>/", check_views.check_stop, name="check-stop"),
    path("lieux/verifier/<str:token>/", check_views.check_link, name="check-link"),
    path("lieux/<uuid:uuid>/", views.place, name="place"),
    path("lieux/<uuid:uuid>/fiche/", orientation_views.sheet, name="sheet"),
    path("lieux/<uuid:uuid>/signaler/", reader_views.report, name="report"),
    path("lieux/<uuid:uuid>/signaler/merci/", reader_views.reported, name="reported"),
    re_path(r"^lieux/(?P<start>[0-9a-f]{12})/$", views.place_by_start, name="start"),
    path("lieux.csv", views.places_csv, name="csv"),
    path("lieux.data-inclusion.json", views.places_data_inclusion, name="data-inclusion"),
    path("lieux.geojson", views.places_geojson, name="geojson"),
]
