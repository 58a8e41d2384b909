"""Random bytes into everything that reads foreign bytes: only our own refusals may come out."""
