"""A draft out of the program: .docx, .html, .md, .txt and .json."""
