"""Our folding against icalendar's own."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from maillage_events.ical.folding import written

LETTERS = st.text(st.sampled_from("ab \\^é€🙂;,:"), min_size=1, max_size=400)
LINES = LETTERS | st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300)


@given(st.lists(LINES))
def test_lines_are_folded_as_icalendar_folds_them(lines):
    theirs = b"".join(Contentline(line).to_ical() + b"\r\n" for line in lines)
    assert written(["", *lines, ""]) == theirs
