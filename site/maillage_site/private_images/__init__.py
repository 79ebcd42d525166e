"""Pictures of private collections: their sizes are not where everybody reads."""
