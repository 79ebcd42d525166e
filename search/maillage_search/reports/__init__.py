"""What readers asked and did not find, for the nation's team."""
