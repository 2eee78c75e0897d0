"""What colleagues say about records: threads as they are read, and what a person has read."""
