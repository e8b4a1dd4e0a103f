"""Puts into the wheel what stands outside of `src` in the checkout; everything else is in pyproject.toml.

The full bundle, the question, its codebook and the examples stand once in the repository. `stance.packaged` finds them
where they stand in a checkout, and in the package where it was built.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
PACKED = {
    "models/china-russia": "china-russia",
    "models/china-russia-large": "china-russia-large",
    "data/labeled/question.toml": "question.toml",
    "data/labeled/codebook.md": "codebook.md",
    "examples": "examples",
}
"""What is packed, by its place under `stance/packed`; `stance.packaged.IN_CHECKOUT` is the same table."""


def _made_here(folder: str, names: list[str]) -> list[str]:
    """Of a large bundle the encoder, which `stance assemble` makes on the user's machine."""
    return ["encoder.onnx"] if "encoder.partial.onnx" in names else []


class BuildWithFiles(build_py):
    """Builds the package with these files in it; an editable installation needs no copy."""

    def run(self) -> None:
        """Build, then copy."""
        super().run()
        if self.editable_mode:
            return
        for origin, name in PACKED.items():
            target = Path(self.build_lib) / "stance/packed" / name
            if (ROOT / origin).is_dir():
                shutil.copytree(ROOT / origin, target, dirs_exist_ok=True, ignore=_made_here)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / origin, target)


setup(cmdclass={"build_py": BuildWithFiles})
