"""Pages that portals propose to the nation, and its answers."""
