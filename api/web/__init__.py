"""The workplace in a browser and over HTTP: one application, pages for people and ``/api/v1`` for programs."""
