"""The commands of ``dafu``, one module each. What is heavy is imported inside the functions."""
