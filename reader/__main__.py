"""`python -m reader`, the same as the command `crossread`."""

from reader.cli import main

raise SystemExit(main())
