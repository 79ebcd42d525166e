"""Addresses of the circles, under every portal."""

from django.urls import path

from maillage_community.circles import views as taking_part
from maillage_community.circles.feeds import CircleFeed
from maillage_community.moderation import views as moderating
from maillage_community.topics import unsubscribing
from maillage_community.topics import views as reading

app_name = "maillage_community"

TOPIC = "communautes/<slug:slug>/sujets/<uuid:uuid>"

urlpatterns = [
    path("communautes/", reading.circle_list, name="circles"),
    path("communautes/desabonnement/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("communautes/<slug:slug>/", reading.circle, name="circle"),
    path("communautes/<slug:slug>/flux.rss", CircleFeed(), name="feed"),
    path("communautes/<slug:slug>/espace/", reading.circle_space, name="circle_space"),
    path("communautes/<slug:slug>/rejoindre/", taking_part.join, name="join"),
    path("communautes/<slug:slug>/quitter/", taking_part.leave, name="leave"),
    path("communautes/<slug:slug>/nouveau-sujet/", taking_part.new_topic, name="new_topic"),
    path("communautes/<slug:slug>/moderation/", moderating.queue, name="moderation"),
    path(f"{TOPIC}/", reading.topic, name="topic"),
    path(f"{TOPIC}/participer/", taking_part.take_part, name="take_part"),
    path(f"{TOPIC}/suivre/", taking_part.follow, name="follow"),
    path(f"{TOPIC}/reponse/", taking_part.choose, name="choose"),
    path(f"{TOPIC}/epingler/", taking_part.pin, name="pin"),
    path(f"{TOPIC}/signaler/", taking_part.report, name="report"),
]
