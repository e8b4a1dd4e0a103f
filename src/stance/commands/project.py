"""Settings that need not be said with every call: from the environment, a project file, or as they are by default.

`stance.toml` stands in the working folder or the nearest folder above it; its paths count from where it stands, those
of the environment from the working folder. An option on the command line goes before `STANCE_<SETTING>` in the
environment, that before the project file, that before the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, Final

from stance.commands import options
from stance.errors import DataError, UsageError
from stance.packaged import default_bundle, packaged
from stance.reading import read_bytes
from stance.text_tables import tables_in

Value = str | int | tuple[str, ...]

FILE: Final = "stance.toml"
PREFIX: Final = "STANCE_"
DEFAULT: Final = "default"

_NUMBERS: Final = {"jobs": (options.LEAST_JOBS, options.MOST_JOBS), "seed": (0, options.MOST_SEED)}
"""Settings that are whole numbers: from which to which."""

_TABLES: Final = "labels"
_ENCODERS: Final = frozenset({options.ENCODER, "none", options.SHIPPED_ENCODER})
"""Encoders that go by a name and not by their folder."""
_PARAMETERS: Final = {"tables": "labels"}
"""Parameters of commands that are called otherwise than their setting."""
_APART: Final = frozenset({("estimate", "tables"), ("share", "model")})
"""What is only ever said: labels drawn from the very texts, and a bundle that is to be passed on."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's value and where it comes from."""

    name: str
    value: Value
    origin: str

    def row(self) -> dict[str, Any]:
        """The setting as a flat row; several tables as a list."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"setting": self.name, "value": value, "origin": self.origin}


def read_settings() -> dict[str, Setting]:
    """Every setting by its name, for the working folder and environment of now."""
    file = find_project(Path.cwd())
    settings = {name: Setting(name, value, DEFAULT) for name, value in _defaults().items()}
    settings |= {name: Setting(name, value, str(file)) for name, value in (read_project(file) if file else {}).items()}
    for name in settings:
        variable = f"{PREFIX}{name.upper()}"
        if text := os.environ.get(variable):  # an empty variable is none
            settings[name] = Setting(name, _parsed(name, text, variable), f"environment ({variable})")
    return settings


def find_project(folder: Path) -> Path | None:
    """The project file of the folder or of the nearest one above it; a link that leads nowhere is one too, and told."""
    files = (place / FILE for place in (folder, *folder.parents))
    return next((file for file in files if os.path.lexists(file) and not file.is_dir()), None)


def read_project(file: Path) -> dict[str, Value]:
    """What a project file sets, its paths from the file's folder."""
    try:
        data = tomllib.loads(read_bytes(file, remedy="mend it or move it away").decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, brackets without end
        raise DataError(f"{file}: not TOML ({error}); mend it or move it away") from None
    known = _defaults()
    if faults := [fault for name, value in data.items() if (fault := _fault(name, value, known))]:
        raise DataError(f"{file}: {'; '.join(faults)}")
    return {name: _placed(name, value, file.parent) for name, value in data.items()}


def defaults_of_commands(commands: Mapping[str, Any]) -> dict[str, dict[str, Callable[[], Any]]]:
    """For each command, by parameter, what gives its value where no option does.

    Nothing is read before a command asks for it, so that a faulty project file does not stand in the way of its help.
    """
    names = {name: name for name in _defaults() if name != _TABLES} | _PARAMETERS
    return {
        name: {
            parameter.name: partial(_setting_or_default, names[parameter.name], parameter.default)
            for parameter in command.params
            if parameter.name in names and (name, parameter.name) not in _APART
        }
        for name, command in commands.items()
    }


def _setting_or_default(name: str, default: object) -> object:
    """The setting's value where it is set, else the command's own default."""
    setting = read_settings()[name]
    if setting.origin == DEFAULT:
        return default
    return _tables(setting) if isinstance(setting.value, tuple) else setting.value


def _tables(setting: Setting) -> list[str]:
    """The label tables of the setting, a folder standing for the tables in it."""
    places = [Path(name) for name in setting.value] if isinstance(setting.value, tuple) else []
    tables = tables_in(places)
    if not tables:
        raise UsageError(f"{setting.origin}: {setting.name}: no label tables in {', '.join(map(str, places))}")
    return [str(table) for table in tables]


def _defaults() -> dict[str, Value]:
    """The settings in the order they are shown in, with their values where nothing is set."""
    return {
        "model": str(default_bundle()),
        "question": str(options.QUESTION if options.QUESTION.is_file() else packaged("question.toml")),
        "texts": str(options.TEXTS),
        "labels": (str(options.LABELS),),
        "jobs": 0,
        "seed": 0,
        "encoder": options.ENCODER,
    }


def _parsed(name: str, text: str, variable: str) -> Value:
    if name == _TABLES:
        return tuple(part for part in text.split(os.pathsep) if part)
    if name not in _NUMBERS:
        return text
    least, most = _NUMBERS[name]
    try:
        number = int(text)
    except ValueError:
        raise UsageError(f"{variable}: {text!r} is no whole number; set it to one or unset it") from None
    if not least <= number <= most:
        raise UsageError(f"{variable}: {number} is not from {least} to {most}; set it so or unset it")
    return number


def _fault(name: str, value: object, known: Iterable[str]) -> str | None:
    """What is wrong with a line of the project file; None if nothing is."""
    if name not in known:
        close = get_close_matches(name, known, n=1)
        return f"unknown key {name!r}; " + (f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}")
    if name in _NUMBERS:
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{name} is {value!r}; give a whole number"
        least, most = _NUMBERS[name]
        return None if least <= value <= most else f"{name} is {value}; give one from {least} to {most}"
    if name == _TABLES and isinstance(value, list):
        return None if value and all(_is_text(one) for one in value) else f"{name} is {value!r}; give paths of tables"
    return None if _is_text(value) else f"{name} is {value!r}; give text in quotation marks"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _placed(name: str, value: Any, folder: Path) -> Value:  # noqa: ANN401  (TOML's, checked by `_fault`)
    """The value with its paths counted from the folder."""
    if name in _NUMBERS:
        return int(value)
    if name == _TABLES:
        return tuple(str(folder / one) for one in (value if isinstance(value, list) else [value]))
    return str(value) if name == "encoder" and value in _ENCODERS else str(folder / value)
