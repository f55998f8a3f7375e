"""The gazetteer of organs as data: one TOML file a field, read by :mod:`corpus.offices.gazetteer`."""
