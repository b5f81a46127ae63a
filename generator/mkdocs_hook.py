"""Makes plain `mkdocs build` and `mkdocs serve` give the whole site, through MkDocs' own setting `hooks`.

```yaml
hooks: [generator/mkdocs_hook.py]      # the path to this file
```

The engine that was called builds nothing itself: it is sent away with an empty list of pages, and the whole site
is put where its own would have been. The engine that makes the frames runs on a configuration without hooks, so
nothing calls itself. Where `dossier build` was first, and the folder is its link, the link is replaced as in any build.
Into any other folder the promise that an interrupted build harms nothing is not kept: MkDocs empties it first.
ProperDocs reads the same setting; Zensical has no hooks.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

_link = ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take away the navigation, which names pages that this run of the engine does not build, and what readers see."""
    global _link
    config.nav = []
    if _imported("publish").build_number(Path(config.site_dir)):
        _link = config.site_dir
        # MkDocs empties its folder before the site is known to be sound: let it empty one of its own.
        config.site_dir = str(Path(config.config_file_path).parent / _imported("build").CACHE / "engine")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take away every file, so that nothing is rendered twice."""
    for file in list(files):
        files.remove(file)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Put the whole site into the folder that MkDocs made for it; stop MkDocs if there are errors."""
    site = Path(config.config_file_path).parent
    build, problems, report = (_imported(name) for name in ("build", "problems", "report"))
    _engine(config, "utils").clean_directory(config.site_dir)
    config.site_dir = _link or config.site_dir
    try:
        found = build.build_into(site, Path(config.site_dir), environ=os.environ)
    except (problems.DossierError, OSError) as error:
        raise _stop(config, str(error)) from None
    text = report.report(found, "text", site, colour=False)
    if problems.has_errors(found):
        raise _stop(config, f"the site cannot be published\n{text}")
    if text:
        sys.stderr.write(f"{text}\n")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Watch all that the site is made of; MkDocs itself watches the pages and its configuration only."""
    for path in _imported("build").made_of(Path(config.config_file_path).parent, environ=os.environ):
        if path.exists():
            server.watch(str(path))
    return server


def _imported(name: str) -> Any:
    """Return a module of the package, of which MkDocs loads this file by its path."""
    package = Path(__file__).resolve().parent
    if str(package.parent) not in sys.path:
        sys.path.append(str(package.parent))
    return importlib.import_module(f"{package.name}.{name}")


def _engine(config: MkDocsConfig, module: str) -> Any:
    """Return a module of the engine that was called: MkDocs or ProperDocs."""
    return importlib.import_module(f"{type(config).__module__.partition('.')[0]}.{module}")


def _stop(config: MkDocsConfig, words: str) -> Exception:
    """Return the error that the engine shows without a traceback."""
    error: Exception = _engine(config, "exceptions").BuildError(words)
    return error
