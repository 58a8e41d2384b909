"""Measures of speed beside a peer in the same run: `make bench`. None of them is a test, and no test is timed."""
