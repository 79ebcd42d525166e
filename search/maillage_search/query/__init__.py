"""A question: as it is asked, as it is understood, and what answers it."""
