"""Foreign spreadsheets as proposals: read whole or refused, and nothing believed yet."""
