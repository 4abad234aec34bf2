"""A load generator: signed WhatsApp webhooks over kept-alive connections, at a rate or as fast as they are answered.

A process of its own (`python -m benches.load …`), so that it does not share the server's event loop. Prints JSON.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Load:
    """What to send: `senders` customers write in turn, `rate` messages a second (0: no pause)."""

    url: str
    secret: str
    connections: int
    rate: float
    seconds: float
    senders: int
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    _number: int = 0

    async def run(self) -> dict[str, float]:
        began = time.perf_counter()
        stop_at = began + self.seconds
        await asyncio.gather(*(self._connection(stop_at, began) for _ in range(self.connections)))
        took = time.perf_counter() - began
        ordered = sorted(self.latencies)
        return {
            "acknowledged": len(ordered),
            "refused": self.refused,
            "seconds": round(took, 3),
            "per_second": round(len(ordered) / took, 1),
            **{f"p{q}_ms": round(_quantile(ordered, q / 100) * 1000, 2) for q in (50, 95, 99)},
        }

    async def _connection(self, stop_at: float, began: float) -> None:
        target = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(target.hostname, target.port)
        while time.perf_counter() < stop_at:
            number = self._number
            self._number += 1
            due = began + number / self.rate if self.rate else 0.0
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            sent = time.perf_counter() if not self.rate else max(due, began)
            writer.write(self._request(target.path, number))
            status = int((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])
            await reader.readexactly(2)
            if status == 200:
                self.latencies.append(time.perf_counter() - sent)
            else:
                self.refused += 1
        writer.close()

    def _request(self, path: str, number: int) -> bytes:
        body = _body(number, f"55119{number % self.senders:08d}")
        digest = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        head = (
            f"POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nx-hub-signature-256: sha256={digest}\r\n\r\n"
        )
        return head.encode() + body


def _body(number: int, phone: str) -> bytes:
    message = {
        "from": phone,
        "id": f"wamid.{time.time_ns()}.{number}",
        "timestamp": str(int(time.time())),
        "text": {
            "body": f"sent={time.monotonic_ns()} {number}: meu pedido ainda não chegou, podem verificar?"
        },
        "type": "text",
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "551133334444", "phone_number_id": "106540352242922"},
        "contacts": [{"profile": {"name": f"Cliente {phone}"}, "wa_id": phone}],
        "messages": [message],
    }
    change = {"value": value, "field": "messages"}
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}
    ).encode()


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--secret", required=True)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--senders", type=int, default=200)
    asked = parser.parse_args()
    load = Load(asked.url, asked.secret, asked.connections, asked.rate, asked.seconds, asked.senders)
    print(json.dumps(asyncio.run(load.run())))


if __name__ == "__main__":
    main()
