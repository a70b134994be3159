"""One module a command of the command line; each imports its work when it runs."""
