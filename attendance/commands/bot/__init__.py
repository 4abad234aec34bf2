"""`attendance bot …`: for authors of bots. Each word is a module of this folder."""

import typer

from attendance.commands.bot.new import new
from attendance.commands.bot.publish import publish

app = typer.Typer(name="bot", help="Bots as folders: begin one, publish one.", no_args_is_help=True)
app.command("new")(new)
app.command("publish")(publish)
