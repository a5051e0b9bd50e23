"""`python -m bihuan` is the command line."""

from bihuan.cli import app

app(prog_name="bihuan")
