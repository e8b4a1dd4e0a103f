"""The command line as a program, `stance` or `python -m stance`; Ctrl-C ends it with a line while it is loaded too."""

import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line."""
    try:
        from stance.cli import main

        main()
    except KeyboardInterrupt:  # a command at work is seen to; this is before and after one
        with suppress(OSError):  # standard error may be closed
            os.write(2, b"stance: interrupted\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    # Python puts the working folder first, which holds data: no module is looked for there, here or in a worker.
    if not sys.flags.safe_path and not __file__.startswith(f"{sys.path[0]}/stance/"):
        del sys.path[0]
    run()
