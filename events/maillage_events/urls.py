"""The agenda's addresses, the same under every portal."""

from django.urls import path

from maillage.content_policy.embedding import embed_script
from maillage_events.agenda import calendar_views, embed_views, subscription_views, views
from maillage_events.ical import personal_views
from maillage_events.joining import views as join_views
from maillage_events.materials import document_views
from maillage_events.proposals import views as proposal_views
from maillage_events.registration import views as registration_views
from maillage_events.registration.bookings import views as booking_views
from maillage_events.registration.colleagues import views as colleague_views
from maillage_events.registration.own_sign_up import account_views
from maillage_events.registration.own_sign_up import views as own_place_views
from maillage_events.series import views as series_views

app_name = "maillage_events"

urlpatterns = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/mois/<str:month>/", calendar_views.month, name="month"),
    path("agenda/semaine/<str:week>/", calendar_views.week, name="week"),
    path("agenda/abonnement/", subscription_views.subscribe, name="subscribe"),
    path("agenda/proposer/", proposal_views.propose_event, name="propose"),
    path("agenda/proposer/merci/", proposal_views.proposed, name="proposed"),
    path("agenda/integrer/", embed_views.how_to, name="embed"),
    path("agenda/integrer.js", embed_script, name="embed-script"),
    path("agenda/integrer/liste/", embed_views.framed, name="embed-list"),
    path("agenda/personnel/", personal_views.personal_calendar, name="personal-calendar"),
    path("agenda/personnel/<str:token>.ics", personal_views.personal_file, name="personal-feed"),
    path("agenda.ics", views.agenda_feed, name="feed"),
    path("agenda.rss", views.agenda_rss, name="rss"),
    path("agenda.json", views.agenda_json, name="json"),
    path("agenda/series/", series_views.series_list, name="series-list"),
    path("agenda/series/<slug:slug>/", series_views.series_page, name="series"),
    path("agenda/series/<slug:slug>.ics", series_views.series_feed, name="series-feed"),
    path("agenda/series/<slug:slug>.rss", series_views.series_rss, name="series-rss"),
    path("agenda/series/<slug:slug>.json", series_views.series_json, name="series-json"),
    path("agenda/<slug:slug>.ics", views.event_file, name="event-file"),
    path("agenda/national/<slug:slug>/", views.national_event, name="national-event"),
    path("agenda/national/<slug:slug>.ics", views.national_event_file, name="national-event-file"),
    path("inscriptions/confirmer/", own_place_views.confirm_page, name="confirm"),
    path("inscriptions/confirmer/<str:token>/", own_place_views.confirm_link, name="confirm-link"),
    path("inscriptions/ma-place/", own_place_views.manage_page, name="manage"),
    path("inscriptions/ma-place/collegues/", colleague_views.colleagues, name="colleagues"),
    path("inscriptions/ma-place/<str:token>/", own_place_views.manage_link, name="manage-link"),
    path("inscriptions/compte/<uuid:uuid>/", account_views.own_sign_up, name="own-sign-up"),
    path(
        "inscriptions/compte/<uuid:uuid>/collegues/",
        colleague_views.own_colleagues,
        name="own-colleagues",
    ),
    path("inscriptions/dates/<uuid:uuid>/", booking_views.book_event, name="book-event"),
    path("inscriptions/series/<slug:slug>/", booking_views.book_series, name="book-series"),
    path("inscriptions/tout-confirmer/", booking_views.confirm_all_page, name="confirm-all"),
    path(
        "inscriptions/tout-confirmer/<str:token>/",
        booking_views.confirm_all_link,
        name="confirm-all-link",
    ),
    path("inscriptions/mes-dates/", booking_views.manage_all_page, name="manage-all"),
    path(
        "inscriptions/mes-dates/<str:token>/",
        booking_views.manage_all_link,
        name="manage-all-link",
    ),
    path("inscriptions/compte/dates/<uuid:uuid>/", booking_views.own_booking, name="own-booking"),
    path("inscriptions/<uuid:uuid>/", registration_views.sign_up_page, name="sign-up"),
    path("inscriptions/<uuid:uuid>/merci/", registration_views.signed_up, name="signed-up"),
    path("rejoindre/<uuid:uuid>/", join_views.join, name="join"),
    path("rejoindre/<uuid:uuid>/entrer/", join_views.enter, name="enter"),
    path(
        "rejoindre/<uuid:uuid>/document/<uuid:material>/", document_views.document, name="document"
    ),
    path("rejoindre/<uuid:uuid>/<str:token>/", join_views.join_link, name="join-link"),
]
