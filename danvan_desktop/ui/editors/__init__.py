"""Editors of single records: the generated form, refined by hand for each kind."""
