"""How dates and times are typed in every form: day first, or as ISO 8601 writes them.

The first of each list is how a form shows what it holds. Month first is never understood: it
would read 5 December as 12 May.
"""

DATES = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")
TIMES = ("%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M", "%Hh", "%H h")
MOMENTS = tuple(f"{day} {time}" for day in DATES for time in TIMES) + tuple(
    f"{day} à {time}" for day in DATES for time in TIMES
)
