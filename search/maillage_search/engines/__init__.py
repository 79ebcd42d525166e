"""What every engine does the same way, whatever holds the documents."""
