"""Whole calls of the command line, made in this process; and a short text to make them on."""

from typer.testing import CliRunner

from stance.cli import app

TALK = "China and Russia are allies in all but name, said Ilse Marqvist, a historian. I do not believe it.\n"


def call(*words, code=None, **how):
    """What a call comes to, which must end with that exit code if one is given; `input` is what stands on its input."""
    done = CliRunner().invoke(app, [str(word) for word in words], **how)
    assert code is None or done.exit_code == code, (words, done.output, done.exception)
    return done


def outcome(*words, **how):
    """The exit code of a call, what it writes and what it says; no code is that of a traceback."""
    done = call(*words, **how)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr
