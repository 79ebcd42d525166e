"""What is in no answer any more, whatever the engines still hold."""
