"""The checks with which a block refuses to be built."""


def require(condition: bool, sentence: str) -> None:
    """Raise ``ValueError`` with *sentence* unless *condition* holds."""
    if not condition:
        raise ValueError(sentence)


def require_words(sentence: str, *texts: str) -> None:
    """Raise ``ValueError`` with *sentence* where one of *texts* is blank."""
    require(all(text.strip() for text in texts), sentence)
