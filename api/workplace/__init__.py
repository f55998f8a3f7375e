"""The office around the drafts: who may do what, cases and their clocks, drafts with every version, and the trail."""
