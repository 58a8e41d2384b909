"""The JSON-LD context that our documents name, and the script that makes it."""
