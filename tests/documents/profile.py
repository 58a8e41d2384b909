"""Random documents inside our profile, as hypothesis strategies."""

import unicodedata

from hypothesis import strategies as st

names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
prose = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), st.just("\n"))).map(
    lambda text: unicodedata.normalize("NFC", text)
)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
leaves = st.one_of(prose, integers, st.booleans())
values = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4))
)
documents = st.dictionaries(names, values, max_size=5)
