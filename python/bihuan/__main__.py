"""`python -m bihuan` is the command line."""

from bihuan.cli import app

if __name__ == "__main__":
    app(prog_name="bihuan")
