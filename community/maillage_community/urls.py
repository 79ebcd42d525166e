"""Addresses of the circles, under every portal."""

from django.urls import path

from maillage_community.circles import views as circles
from maillage_community.circles.feeds import CircleFeed
from maillage_community.moderation import views as moderation
from maillage_community.topics import views as topics
from maillage_community.topics.unsubscribe_view import unsubscribe

app_name = "maillage_community"

TOPIC = "communautes/<slug:slug>/sujets/<uuid:uuid>"

urlpatterns = [
    path("communautes/", circles.circle_list, name="circles"),
    path("communautes/desabonnement/<str:token>/", unsubscribe, name="unsubscribe"),
    path("communautes/<slug:slug>/", circles.circle, name="circle"),
    path("communautes/<slug:slug>/flux.rss", CircleFeed(), name="feed"),
    path("communautes/<slug:slug>/espace/", circles.circle_space, name="circle_space"),
    path("communautes/<slug:slug>/rejoindre/", circles.join, name="join"),
    path("communautes/<slug:slug>/quitter/", circles.leave, name="leave"),
    path("communautes/<slug:slug>/nouveau-sujet/", topics.new_topic, name="new_topic"),
    path("communautes/<slug:slug>/moderation/", moderation.queue, name="moderation"),
    path(f"{TOPIC}/", topics.topic, name="topic"),
    path(f"{TOPIC}/participer/", topics.take_part, name="take_part"),
    path(f"{TOPIC}/suivre/", topics.follow, name="follow"),
    path(f"{TOPIC}/reponse/", topics.choose, name="choose"),
    path(f"{TOPIC}/epingler/", topics.pin, name="pin"),
    path(f"{TOPIC}/signaler/", moderation.report, name="report"),
]
