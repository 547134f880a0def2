"""What contentsync remembers: one JSON document, and the stores that keep it."""
