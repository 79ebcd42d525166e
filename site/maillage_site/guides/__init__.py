"""How a team keeps its portal: our guides, read in the admin and in the repository."""
