"""The store: tables, records, migrations, originals, documents as JSON."""
