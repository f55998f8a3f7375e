"""What a document is made of: title, issuer, dates, headings, parts, tables, passages, figures."""
