"""Questions without an answer: a digest and a count, then their words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maillage_search", "0004_words_of_titles")]
    operations = [
        migrations.CreateModel(
            name="MissedQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "text",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="question"
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1, verbose_name="times")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("nothing", "no result"),
                            ("few", "one or two results"),
                            ("far", "only far away"),
                        ],
                        max_length=10,
                        verbose_name="last outcome",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="counted since")),
                ("last_at", models.DateTimeField(db_index=True, verbose_name="last asked")),
            ],
            options={
                "verbose_name": "question without an answer",
                "verbose_name_plural": "questions without an answer",
                "ordering": ("-count", "-last_at"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), ("count__gte", 5), _connector="OR"),
                        name="question_written_the_fifth_time",
                    )
                ],
            },
        ),
    ]
