"""Providers that speak OpenAI's protocol: POST …/chat/completions.

https://platform.openai.com/docs/api-reference/chat/create
"""

import json
from asyncio import sleep, timeout
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import httpx

from attendance.kernel.http import ForbiddenAddress
from attendance.llm.base import (
    Completion,
    Endpoint,
    Message,
    ModelFailed,
    Options,
    Tool,
    ToolCall,
    Usage,
)

_RETRIES: Final = 2
_FIRST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 10.0
_MOST_BYTES: Final = 4 * 1024 * 1024
_SHOWN_CHARS: Final = 200
_TEMPORARY: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NO_SUCH_FORMAT: Final = frozenset({400, 404, 415, 422})


class OpenAiCompatible:
    """`outside` refuses private addresses; `own` is for the hosts that the operator of the installation names."""

    def __init__(
        self, outside: httpx.AsyncClient, own: httpx.AsyncClient, *, own_hosts: Collection[str] = ()
    ) -> None:
        self._outside, self._own = outside, own
        self._own_hosts = frozenset(host.strip().lower() for host in own_hosts if host.strip())

    async def complete(
        self, endpoint: Endpoint, messages: Sequence[Message], tools: Sequence[Tool], options: Options
    ) -> Completion:
        """Raises: ModelFailed."""
        body = _body(messages, tools, options)
        try:
            async with timeout(options.timeout_seconds):
                return _completion(await self._ask(endpoint, body), options)
        except TimeoutError:
            raise ModelFailed(f"no answer in {options.timeout_seconds:g} s") from None
        except ForbiddenAddress as error:
            raise ModelFailed(str(error.detail)) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise ModelFailed(str(error) or type(error).__name__) from None

    async def _ask(self, endpoint: Endpoint, body: dict[str, Any]) -> Any:
        response = await self._post(endpoint, body)
        if response.status_code in _NO_SUCH_FORMAT and "response_format" in body:
            # Not every server knows every format; the instructions ask for JSON, too.
            response = await self._post(endpoint, {k: v for k, v in body.items() if k != "response_format"})
        if response.status_code >= 400:
            raise ModelFailed(f"HTTP {response.status_code}: {_told(response)}")
        try:
            return response.json()
        except ValueError:
            raise ModelFailed("the answer is no JSON") from None

    async def _post(self, endpoint: Endpoint, body: dict[str, Any]) -> httpx.Response:
        """Again when it is worth it: at most twice, as late as the provider wants."""
        client, url = self._client(endpoint.url), address(endpoint.url)
        headers = {"authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}
        for attempt in range(_RETRIES):
            pause = _FIRST_PAUSE_SECONDS * 2**attempt
            try:
                response = await client.post(url, json=body, headers=headers, timeout=None)
                if response.status_code not in _TEMPORARY:
                    return _bounded(response)
                pause = _asked_pause(response) or pause
            except (httpx.ConnectError, httpx.RemoteProtocolError):
                pass
            await sleep(pause)
        return _bounded(await client.post(url, json=body, headers=headers, timeout=None))

    def _client(self, url: str) -> httpx.AsyncClient:
        parsed = httpx.URL(url)
        host = parsed.host.lower()
        is_own = host in self._own_hosts or f"{host}:{parsed.port}" in self._own_hosts
        return self._own if is_own else self._outside


def address(url: str) -> str:
    """Where to post, for an address as administrators write it: a host, its /v1, or the whole."""
    base = url.strip().rstrip("/")
    if base.endswith("/chat/completions"):
        return base
    has_path = httpx.URL(base).path.strip("/") != ""
    return f"{base}/chat/completions" if has_path else f"{base}/v1/chat/completions"


def _body(messages: Sequence[Message], tools: Sequence[Tool], options: Options) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": options.model, "messages": [_message(one) for one in messages],
        "temperature": options.temperature, "max_tokens": options.max_tokens,
    }  # fmt: skip
    if tools:
        body["tools"] = [
            {"type": "function", "function": {"name": one.name, "description": one.description,
                                              "parameters": dict(one.parameters)}}
            for one in tools
        ]  # fmt: skip
    if options.schema is not None:
        shape = {"name": "answer", "schema": dict(options.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif options.is_json:
        body["response_format"] = {"type": "json_object"}
    return body


def _message(one: Message) -> dict[str, Any]:
    told: dict[str, Any] = {"role": one.role, "content": one.content}
    if one.tool_calls:
        told["tool_calls"] = [
            {"id": call.id, "type": "function",
             "function": {"name": call.name, "arguments": json.dumps(dict(call.arguments), ensure_ascii=False)}}
            for call in one.tool_calls
        ]  # fmt: skip
    if one.tool_call_id is not None:
        told["tool_call_id"] = one.tool_call_id
    return told


def _completion(answer: Any, options: Options) -> Completion:
    try:
        message = answer["choices"][0]["message"]
        text = message.get("content") or ""
        calls = tuple(_call(one) for one in message.get("tool_calls") or ())
        usage = answer.get("usage") or {}
        counted = Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
        return Completion(str(text), calls, counted, str(answer.get("model") or options.model))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        raise ModelFailed("the answer has no message") from None


def _call(one: Mapping[str, Any]) -> ToolCall:
    """Raises: ModelFailed for arguments that are no object."""
    function = one["function"]
    try:
        arguments = json.loads(function.get("arguments") or "{}")
    except ValueError:
        arguments = None
    if not isinstance(arguments, dict):
        raise ModelFailed(f"the arguments of {function.get('name')} are no object")
    return ToolCall(str(one.get("id") or function["name"]), str(function["name"]), arguments)


def _asked_pause(response: httpx.Response) -> float | None:
    """How many seconds the provider wants us to wait, within reason; None when it doesn't say."""
    try:
        seconds = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(max(0.0, seconds), _LONGEST_PAUSE_SECONDS)


def _bounded(response: httpx.Response) -> httpx.Response:
    """Raises: ModelFailed."""
    if len(response.content) > _MOST_BYTES:
        raise ModelFailed("the answer is too long")
    return response


def _told(response: httpx.Response) -> str:
    """The provider's own words, the beginning of them."""
    try:
        error = response.json()["error"]
        said = error["message"] if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError):
        said = response.text
    return " ".join(str(said).split())[:_SHOWN_CHARS]
