"""Reading a file of many rows in a process of its own, for the memory it takes.

    python -m tests.cartography.large_reading 150000      prints the most megabytes, and what was said

The rows are broken in every way that leaves something behind: the report keeps no more of them
than it shows.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path

HEADER = "id,nom,commune,code_postal,adresse,telephone\n"


def main(rows: int) -> None:
    import django

    django.setup()
    from maillage_cartography.imports.report import Report
    from maillage_cartography.imports.tables import BadRow, UnreadableFile, read_table
    from maillage_cartography.standards.records import Problem

    report, said = Report(), ""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lieux.csv")
        with file.open("w", encoding="utf-8") as out:
            out.write(HEADER)
            out.writelines(f"n{n},Lieu,Mâcon,71000,{'x' * 10}\n" for n in range(rows))
        try:
            with read_table(file) as table:
                for row in table.rows:
                    if isinstance(row, BadRow):
                        report.note(Problem(row.line, "", row.value, row.rule, refused=True))
        except UnreadableFile as error:
            said = str(error)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"rows": report.problem_count, "megabytes": most, "said": said}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
