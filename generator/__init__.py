"""Research dossiers: YAML notes on what sources said, turned into a static site that keeps every doubt.

A *corpus* is everything that was read: entities, sources and claims, by id, read-only, with ready-made indexes. A site
is made in steps, each one function:

    load      the folder of a site  → a corpus, and problems        generator.load
    judge     a corpus              → problems, by editorial rules  generator.rules
    check     quotes and copies     → problems, and proofs          generator.proving
    plan      a corpus              → pages with their addresses    generator.pages
    render    a page                → HTML, from templates          generator.render
    fill      a frame and a page    → the file that readers get     generator.engine, generator.fill
    inspect   the finished site     → problems                      generator.inspection
    publish   files                 → a site, all or nothing        generator.publish

`generator.build` puts them in a row, and `generator.cli` is the command `dossier`. Whatever is wrong with what a person
wrote is a `Problem`, collected and shown; only wrong use and broken installations raise `DossierError`.
"""

__version__ = "0.1.0"
