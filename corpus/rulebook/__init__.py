"""Rules: the catalogue, their standing on a day, facts learned from documents, quoted articles, the rules pack."""
