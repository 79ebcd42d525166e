"""Taking a plugin away without leaving a trace that breaks the site."""
