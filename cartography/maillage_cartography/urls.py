"""Addresses, under any portal."""

from django.urls import path, re_path

from maillage.content_policy.embedding import embed_script
from maillage_cartography.exports import views as exports
from maillage_cartography.finder.views import embed, pages, questions
from maillage_cartography.freshness import answer_views as freshness
from maillage_cartography.organisations import views as organisations
from maillage_cartography.place_page import views as place_page
from maillage_cartography.reader_reports import views as reader_reports

app_name = "maillage_cartography"
urlpatterns = [
    path("lieux/", pages.place_list, name="list"),
    path("lieux/points.json", pages.points_json, name="points"),
    path("lieux/couches.json", pages.layers_json, name="layers"),
    path("lieux/couches/<slug:slug>.geojson", pages.layer_geojson, name="layer"),
    path("lieux/integrer/", embed.how_to, name="embed"),
    path("lieux/integrer.js", embed_script, name="embed-script"),
    path("lieux/integrer/liste/", embed.framed, {"with_map": False}, name="embed-list"),
    path("lieux/integrer/carte/", embed.framed, {"with_map": True}, name="embed-map"),
    path("lieux/structures/<uuid:uuid>/", organisations.organisation, name="organisation"),
    path("lieux/orientation/", questions.ask, name="orientation"),
    path("lieux/proposer/", reader_reports.propose, name="propose"),
    path("lieux/proposer/merci/", reader_reports.proposed, name="proposed"),
    path("lieux/verifier/", freshness.check, name="check"),
    path("lieux/verifier/merci/", freshness.checked, name="checked"),
    path("lieux/ne-plus-verifier/<str:token>/", freshness.check_stop, name="check-stop"),
    path("lieux/verifier/<str:token>/", freshness.check_link, name="check-link"),
    path("lieux/<uuid:uuid>/", place_page.place, name="place"),
    path("lieux/<uuid:uuid>/fiche/", place_page.sheet, name="sheet"),
    path("lieux/<uuid:uuid>/signaler/", reader_reports.report, name="report"),
    path("lieux/<uuid:uuid>/signaler/merci/", reader_reports.reported, name="reported"),
    re_path(r"^lieux/(?P<start>[0-9a-f]{12})/$", place_page.place_by_start, name="start"),
    path("lieux.csv", exports.places_csv, name="csv"),
    path("lieux.data-inclusion.json", exports.places_data_inclusion, name="data-inclusion"),
    path("lieux.geojson", exports.places_geojson, name="geojson"),
]
