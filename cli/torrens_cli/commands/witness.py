"""`torrens witness`: cosign checkpoints of logs that only grow. A court or a partner runs it on the base install."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Thread
from typing import Annotated, TypeAlias

import typer

from torrens_anchor.notes.notekey import VerifierKey
from torrens_cli import options
from torrens_cli.output import Report, say, table, utc
from torrens_cli.passwords import note_password
from torrens_cli.stopping import stop_event
from torrens_log import witness_folder
from torrens_log.witness_server import WitnessServer

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Watch logs, and cosign.")

Folder: TypeAlias = Annotated[
    Path, typer.Option("--folder", envvar="TORRENS_WITNESS", help="The witness's folder: key, known logs, memory.")
]
DEFAULT_FOLDER = Path("torrens-witness")
QUESTION = "见证人密钥的密码 Password of the witness's key: "


@app.command()
def init(
    *,
    folder: Folder = DEFAULT_FOLDER,
    name: Annotated[str, typer.Option(help="Name of its key: a URL without scheme, such as court.example/witness.")],
    log: Annotated[list[str] | None, typer.Option(help="Verifier key of a log to watch; repeat.")] = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Make the witness's key; its verifier key goes to the logs, and into policies."""
    logs = [VerifierKey.parse(vkey) for vkey in log or []]
    key = witness_folder.create_witness(folder, name, note_password(password_file, QUESTION, again=True))
    for one in logs:
        witness_folder.watch(folder, one)
    words = (f"已生成见证人密钥,认得 {len(logs)} 个日志", f"witness key made; {len(logs)} logs are known")
    say(Report("witness.init", *words, {"vkey": str(key)}), as_json=as_json)


@app.command()
def watch(
    vkey: Annotated[str, typer.Argument(help="The log's verifier key; its name is the log's origin.")],
    *,
    folder: Folder = DEFAULT_FOLDER,
    as_json: options.Json = False,
) -> None:
    """Let the witness know a log; a server that runs knows it when it is started again."""
    witness_folder.witness_key(folder)
    key = VerifierKey.parse(vkey)
    new = witness_folder.watch(folder, key)
    words = ("开始见证", "watching from now") if new else ("早已见证", "watched already")
    say(Report("witness.watch", f"{words[0]} {key.name}", f"{key.name}: {words[1]}"), as_json=as_json)


@app.command()
def serve(
    *,
    folder: Folder = DEFAULT_FOLDER,
    host: Annotated[str, typer.Option(help="Address to listen at; TLS and the open net are a proxy's.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8441,
    until_stdin_closes: Annotated[
        bool, typer.Option("--until-stdin-closes", help="Stop when the parent process goes.")
    ] = False,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Serve C2SP tlog-witness until told to stop: POST /add-checkpoint."""
    password = note_password(password_file, QUESTION)
    with (
        witness_folder.open_witness(folder, password) as witness,
        WitnessServer(witness, host, port, lambda: int(time.time())) as server,
    ):
        stopped = stop_event(until_stdin_closes=until_stdin_closes)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            words = (f"见证人地址 {server.url},认得 {len(witness.logs)} 个日志", f"the witness is at {server.url}")
            facts = {"url": server.url, "logs": [str(key) for key in witness.logs]}
            say(Report("witness.serve", *words, {"vkey": str(witness.key)}, facts), as_json=as_json)
            stopped.wait()
        except KeyboardInterrupt:
            sys.stderr.write("torrens: stopped; what was cosigned is kept\n")
        finally:
            server.shutdown()
            thread.join()


@app.command()
def status(*, folder: Folder = DEFAULT_FOLDER, as_json: options.Json = False) -> None:
    """Show the witness's key, and how far each log was cosigned."""
    rows: list[dict[str, object]] = [{"witness": str(witness_folder.witness_key(folder))}]
    for one in witness_folder.watched(folder):
        size = "–" if one.size is None else one.size
        rows.append({"log": one.origin, "size": size, "when": utc(one.timestamp), "forks": list(one.forks)})
    table(rows, as_json=as_json)
