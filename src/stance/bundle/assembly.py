"""Makes a large bundle whole on the user's machine: of the files that are shipped and of the published weights."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from stance.bundle import check_place, replace_bundle
from stance.encoder import PARTIAL, WEIGHTS
from stance.encoder.partial import known_tensors, put_back
from stance.errors import ModelError
from stance.manifest import MANIFEST, is_own_file, read_bundle, read_manifest


def assemble(bundle: Path, shipped: Path, target: Path) -> None:
    """Write the large `bundle` to `target` with its encoder, whole or not at all.

    The encoder's file is the one that the manifest names by its hash. `shipped` is the encoder of the full bundle, with
    which it has members in common.

    Raises:
        UsageError: the extra `large` is not installed.
        DataError: the published weights are not those that were published.
        ModelError: a file of the bundle is missing or another, or `target` is no place for a bundle.
    """
    check_place(target)
    manifest = read_manifest(bundle)
    if not (bundle / PARTIAL).is_file():
        raise ModelError(f"{bundle / PARTIAL}: missing, so this is no large bundle; copy the whole folder again")
    weights = put_back(bundle / PARTIAL, known_tensors(shipped))
    if hashlib.sha256(weights).hexdigest() != manifest["files"].get(WEIGHTS):
        raise ModelError(
            f"{bundle / PARTIAL}: not what {MANIFEST} names (SHA-256 differs); copy the whole folder again"
        )

    def write_files(folder: Path) -> None:
        for file in sorted(bundle.iterdir()):
            if is_own_file(file.name) and file.name != PARTIAL:
                shutil.copyfile(file, folder / file.name)
        (folder / WEIGHTS).write_bytes(weights)
        read_bundle(folder)

    replace_bundle(target, write_files)
