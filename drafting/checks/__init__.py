"""The checks of a letter (审核): a module a subject, a function a rule; ``rules.toml`` says what each rule demands."""
