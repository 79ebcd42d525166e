"""What holds of an event: published, moved, cancelled, told to those who signed up."""
