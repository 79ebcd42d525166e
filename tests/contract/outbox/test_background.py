from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from maillage.outbox import health, periodic, upkeep
from maillage.outbox.models import Message, PeriodicRun
from maillage.outbox.periodic import run_periodic
from maillage.outbox.worker import BackgroundWorker, start_worker_thread
from maillage.outbox.writing import MAIL_TOPIC, enqueue
from maillage.personal_data.erasing import purge
from maillage.values import Healthy, Unhealthy
from tests.processes import together

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def a_task(**fields):
    run_periodic.enqueue("nothing", NOW.isoformat())
    DBTaskResult.objects.update(**fields)
    return DBTaskResult.objects.get()


def test_a_running_task_whose_worker_died_is_ready_again():
    a_task(status="RUNNING", started_at=NOW, worker_ids=["one"])
    assert upkeep.reap(NOW + upkeep.TASK_TIMEOUT) == 0
    assert upkeep.reap(NOW + upkeep.TASK_TIMEOUT + timedelta(seconds=1)) == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_after_three_claims_it_is_failed_and_left_alone():
    a_task(status="RUNNING", started_at=NOW, worker_ids=["one", "two", "three"])
    later = NOW + timedelta(hours=1)
    assert upkeep.reap(later) == 1
    assert upkeep.retry_failed(later) == 0
    assert DBTaskResult.objects.get().status == "FAILED"
    assert upkeep.failed_tasks() == 1


def test_a_failed_task_is_tried_again_later_each_time_then_no_more():
    delays = []
    for tries in range(1, 7):
        a_task(status="FAILED", finished_at=NOW, worker_ids=["one"] * tries)
        upkeep.retry_failed(NOW)
        result = DBTaskResult.objects.get()
        ready = result.status == "READY"
        delays.append((result.run_after - NOW).total_seconds() if ready else result.status)
        result.delete()
    assert delays == [30, 120, 480, 1920, 7680, "FAILED"]


def test_what_is_settled_and_old_is_forgotten():
    a_task(status="SUCCESSFUL", finished_at=NOW)
    enqueue(MAIL_TOPIC, "old")
    enqueue(MAIL_TOPIC, "parked")
    Message.objects.filter(key="old").update(state="done", done_at=NOW)
    Message.objects.filter(key="parked").update(state="parked", created_at=NOW)
    purge(NOW + timedelta(days=89))
    assert list(Message.objects.values_list("key", flat=True)) == ["old", "parked"]
    assert not DBTaskResult.objects.exists()
    purge(NOW + timedelta(days=91))
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_worker_of_four_does_the_work_of_a_period():
    begun = together(periodic.tick, [(NOW,)] * 4)
    ours = [work.name for work in periodic.OURS]
    assert sorted(n for names in begun for n in names if n in ours) == sorted(ours)
    names = PeriodicRun.objects.values_list("name", flat=True)
    assert len(names) == len(set(names)) >= 3
    assert periodic.tick(NOW) == []
    assert "outbox.reap" in periodic.tick(NOW + timedelta(minutes=1))


@pytest.mark.django_db(transaction=True)
def test_a_round_of_the_worker_runs_tasks_and_survives_one_that_fails():
    run_periodic.enqueue("nothing", NOW.isoformat())
    run_periodic.enqueue("nothing", "not a date")  # nobody has that work: not even parsed
    run_periodic.enqueue()  # two arguments are missing
    worker = BackgroundWorker()
    while worker.pass_once():
        pass
    ours = DBTaskResult.objects.filter(args_kwargs__args__in=[[], ["nothing", NOW.isoformat()]])
    assert sorted(ours.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_of_the_demo_runs_in_a_thread_and_stops():
    worker = start_worker_thread(interval=0.01)
    worker.stop()
    assert not worker.thread.is_alive()


def test_a_late_outbox_degrades_the_health():
    enqueue(MAIL_TOPIC, "key", available_at=NOW)
    assert isinstance(health.probe(NOW), Healthy)
    assert isinstance(health.probe(NOW + timedelta(hours=1)), Unhealthy)
