"""The second implementation: verification in JavaScript, told in docs/format.md.

`core` verifies, `page` shows; `build` makes the one page `exports/verify.html` of both, of the schemas and of the words
that a reader meets. See docs/decisions/0016-a-second-verifier.md.
"""
