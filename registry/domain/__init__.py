"""The record's nouns and rules, pure: no files, clock, SQL or keys."""
