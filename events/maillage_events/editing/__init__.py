"""What editors do in the admin with an event and its dates."""
