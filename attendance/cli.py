"""The command `attendance`: one line per command."""

import typer

from attendance.commands.doctor import doctor
from attendance.commands.migrate import migrate
from attendance.commands.replay import replay
from attendance.commands.routing import app as routing
from attendance.commands.seed import seed
from attendance.commands.serve import serve
from attendance.commands.token import token
from attendance.commands.up import up
from attendance.commands.worker import worker

app = typer.Typer(
    name="attendance",
    help="One place for conversations between customers, bots and people.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (up, serve, worker, migrate, seed, token, doctor, replay):
    app.command()(command)
app.add_typer(routing)
