"""Lets the reading process die of files of one name, as a library written in C may."""

import os
import sys


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and str(arguments[0]).endswith("deadly.txt"):
        os._exit(77)


if "--multiprocessing-fork" in sys.orig_argv:
    sys.addaudithook(_watch)
