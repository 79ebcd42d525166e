"""Rights, tags, kinds of content, background work."""

from datetime import timedelta

from maillage.personal_data import Delete, Keep, NotPersonal, Personal, Purge, Rows

ROWS = (
    Rows("auth.Permission", (NotPersonal("id name content_type codename"),)),
    Rows("auth.Group_permissions", (NotPersonal("id group permission"),)),
    Rows("auth.Group", (NotPersonal("id name"),)),
    Rows("contenttypes.ContentType", (NotPersonal("id app_label model"),)),
    Rows("taggit.Tag", (NotPersonal("id name slug"),)),
    Rows("taggit.TaggedItem", (NotPersonal("id tag content_type object_id"),)),
    Rows(
        "django_tasks_database.DBTaskResult",
        (
            NotPersonal(
                "id status enqueued_at started_at finished_at priority task_path worker_ids "
                "queue_name backend_name run_after exception_class_path"
            ),
            Personal(
                "args_kwargs return_value traceback",
                purpose="background work: names of rows alone, but an error may quote one",
                retention=(
                    Purge(
                        after=timedelta(days=7),
                        since="finished_at",
                        event="the work ended",
                        erasure=Delete(),
                    ),
                ),
                export="it is not known whom an error quotes",
                erasure=Keep("gone in a week"),
            ),
        ),
    ),
)
