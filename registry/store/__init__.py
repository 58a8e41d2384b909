"""Domain objects as rows in one encrypted database."""
