"""Pages that are written once and read in several portals."""
