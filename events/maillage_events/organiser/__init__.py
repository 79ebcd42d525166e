"""What organisers do with the people who signed up."""
