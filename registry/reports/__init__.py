"""Domain objects as pages."""
