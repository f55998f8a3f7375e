"""The workplace for assistants that speak the Model Context Protocol: what they may call, and the server."""
