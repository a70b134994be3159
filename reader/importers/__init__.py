"""One module a format; each turns a file into an `Article` without ever changing the file."""
