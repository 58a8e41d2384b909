"""Two fictional units and five fictional people: the whole journey, made by the same services as real work."""
