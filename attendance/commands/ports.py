"""The socket that the web server listens on, bound before anything else starts, so that a busy port is told at once."""

import errno
import socket

from attendance.kernel.errors import AttendanceError


class PortBusy(AttendanceError):
    code = "port_busy"
    message = (
        "Port {port} on {host} is in use by another program. Choose one with --port, for example {other}."
    )


class CannotListen(AttendanceError):
    code = "cannot_listen"
    message = "Can't listen on {host} port {port}: {reason}. Choose others with --host and --port."


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; whoever connects early waits for the server. Raises: PortBusy, CannotListen."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind)
    except OSError as error:
        raise CannotListen(host=host, port=port, reason=error.strerror or error) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(host=host, port=port, other=port + 1 if port < 65535 else 8081) from error
        raise CannotListen(host=host, port=port, reason=error.strerror or error) from error
    return bound


def url_of(bound: socket.socket) -> str:
    """How a browser on this machine reaches it."""
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
