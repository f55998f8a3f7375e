"""A case and its evidence in, a draft reply out: plan, fill, and export."""
