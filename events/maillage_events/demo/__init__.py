"""Events of the demo: written for this product, placed in the weeks to come."""
