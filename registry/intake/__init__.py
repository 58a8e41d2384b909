"""Foreign files as proposals."""
