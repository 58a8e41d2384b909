"""Domain objects as signed bytes."""
