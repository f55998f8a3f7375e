"""A query in, evidence out: analysis, fusion, filters and precedents."""
