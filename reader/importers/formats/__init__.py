"""One module a format; each is imported when the first source of its kind is read."""
