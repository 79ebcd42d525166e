"""Pages of the circles: public ones are the same for everybody, the others are never stored."""
