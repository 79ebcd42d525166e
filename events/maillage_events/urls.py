"""The agenda's addresses, the same under every portal."""

from django.urls import path

from maillage_events import views

app_name = "maillage_events"

urlpatterns = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda.ics", views.agenda_feed, name="feed"),
    path("agenda/<slug:slug>.ics", views.event_file, name="event-file"),
    path("agenda/national/<slug:slug>/", views.national_event, name="national-event"),
    path("agenda/national/<slug:slug>.ics", views.national_event_file, name="national-event-file"),
]
