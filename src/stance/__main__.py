"""`python -m stance`: the same as the console script."""

from stance.cli import main

main()
