"""The results page, and which engine it comes from."""
