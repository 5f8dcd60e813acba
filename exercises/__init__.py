"""What is asked: content files with their schema and checker, scoring, small numerical models."""
