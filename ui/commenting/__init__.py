"""Comments in the window: the panel of a record's threads, and what a person has read of them."""
