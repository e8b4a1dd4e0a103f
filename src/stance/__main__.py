"""`python -m stance`: the same as the console script."""

import sys

# Python puts the working folder first, which holds data: no module is looked for there, here or in a worker.
if not sys.flags.safe_path and not __file__.startswith(f"{sys.path[0]}/stance/"):
    del sys.path[0]

from stance.cli import main

main()
