"""What engines hold: the plugins' objects as search documents."""
