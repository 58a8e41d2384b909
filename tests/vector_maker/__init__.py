"""Makes `tests/vectors`: signed files, each sound or attacked in one way, for any implementation to try itself on.

Keys come from fixed seeds and the clock stands still, so that the same program makes the same bytes. Each module beside
this one makes the cases of one kind of document or attack; `catalogue` gathers them and `__main__` writes them.
"""
