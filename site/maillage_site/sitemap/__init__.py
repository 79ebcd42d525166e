"""What search engines are told: which pages exist, when they changed, and where not to go."""
