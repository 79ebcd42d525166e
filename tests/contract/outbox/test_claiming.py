from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from maillage.outbox import claiming, draining
from maillage.outbox.models import Message
from maillage.outbox.writing import MAIL_TOPIC, enqueue
from tests.processes import together

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def write(count, topic=MAIL_TOPIC):
    for number in range(count):
        enqueue(topic, f"key {number}", available_at=NOW)


def claimed_keys():
    keys = []
    while found := claiming.claim(MAIL_TOPIC, limit=3, at=NOW):
        keys += [message.key for message in found]
    return keys


@pytest.mark.django_db(transaction=True)
def test_four_processes_share_the_messages_without_taking_one_twice():
    write(60)
    taken = together(claimed_keys, [()] * 4)
    assert sorted(key for keys in taken for key in keys) == sorted(f"key {n}" for n in range(60))


@pytest.mark.django_db
def test_a_message_waits_longer_after_each_failure_then_is_parked():
    write(1)
    waits = []
    at = NOW
    while claimed := claiming.claim(MAIL_TOPIC, limit=1, at=at):
        claiming.retry(claimed[0], error="refused", at=at)
        message = Message.objects.get()
        waits.append((message.state, int((message.available_at - at).total_seconds())))
        at = message.available_at
    assert waits == [
        ("ready", 10),
        ("ready", 40),
        ("ready", 160),
        ("ready", 640),
        ("ready", 2560),
        ("ready", 10240),
        ("ready", 10800),
        ("parked", 300),  # what is left of its lease
    ]
    assert Message.objects.get().last_error == "refused"


@pytest.mark.django_db
def test_what_a_dead_process_had_claimed_is_freed_when_its_lease_ends():
    write(1)
    claiming.claim(MAIL_TOPIC, limit=1, at=NOW)
    assert claiming.recover(MAIL_TOPIC, at=NOW + claiming.LEASE) == 0
    later = NOW + claiming.LEASE + timedelta(seconds=1)
    assert claiming.recover(MAIL_TOPIC, at=later) == 1
    assert [m.key for m in claiming.claim(MAIL_TOPIC, limit=1, at=later)] == ["key 0"]


@pytest.mark.django_db
def test_a_process_that_lost_its_lease_can_no_longer_settle_the_message():
    write(1)
    slow = claiming.claim(MAIL_TOPIC, limit=1, at=NOW)[0]
    later = NOW + claiming.LEASE + timedelta(seconds=1)
    claiming.recover(MAIL_TOPIC, at=later)
    quick = claiming.claim(MAIL_TOPIC, limit=1, at=later)[0]
    assert not claiming.begin_sending(slow, at=later)
    claiming.finish(slow, at=later)
    assert Message.objects.get().state == Message.State.CLAIMED
    assert claiming.begin_sending(quick, at=later)


@pytest.mark.django_db
def test_a_service_that_is_down_costs_no_attempt():
    write(2)
    claimed = claiming.claim(MAIL_TOPIC, limit=2, at=NOW)
    claiming.put_back(claimed, error="down", until=NOW + timedelta(seconds=30))
    assert list(Message.objects.values_list("state", "attempts")) == [("ready", 0)] * 2
    assert claiming.claim(MAIL_TOPIC, limit=2, at=NOW) == []


@pytest.mark.django_db
def test_an_idle_drain_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert claiming.claim(MAIL_TOPIC, limit=10, at=NOW) == []


@pytest.mark.django_db
def test_a_topic_is_drained_message_by_message_and_a_failure_comes_back():
    write(3)
    handled = []

    def handle(message):
        if message.key == "key 1":
            raise ValueError("not this one")
        handled.append(message.key)

    assert draining.drain_topic(MAIL_TOPIC, handle) == 3
    assert handled == ["key 0", "key 2"]
    assert list(Message.objects.values_list("key", "state", "last_error")) == [
        ("key 1", "ready", "not this one")
    ]
    assert Message.objects.get().available_at > timezone.now()


@pytest.mark.django_db
def test_a_topic_without_consumer_writes_nothing():
    enqueue("nobody", "key")
    assert not Message.objects.exists()
