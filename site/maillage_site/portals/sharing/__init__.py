"""What is shown of a portal outside its pages: a picture when shared, icons, a manifest."""
