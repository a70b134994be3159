"""One module a command of the command line; each imports its work when it runs."""

COMMANDS = {
    "compare": "print two articles compared, as plain text or JSON",
    "story": "print, for each story, which outlets tell what, and how each has it",
    "names": "print who is named in each story, and what each outlet calls them",
    "add": "take files, folders or standard input into the library",
    "update": "take what is new or changed in the places added before",
    "search": "print the articles of the library that a query finds",
    "export": "write articles of the library as JSON lines or Markdown",
    "library": "save the library as JSON lines, make it anew, check it",
    "pipe": "answer JSON lines: clean, link, entities, stories",
    "evidence": "print what is on the evidence list",
    "judgements": "write or take in what you judged; how far coders agree",
    "keys": "print the keys in force",
    "themes": "print the themes there are",
    "paths": "print where settings, state and library are",
}
"""Each command with what it does; its module here has the same name and a `run(arguments) -> exit code`."""
