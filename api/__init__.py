"""The edges: settings, wiring, command line and HTTP."""
