"""Files into Slack: each is uploaded to an address of its own, then all are shown as one message.

Source: docs.slack.dev/messaging/working-with-files#upload, read 2026-11.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attendance.channels.base import OutgoingFile, SendReceipt
from attendance.channels.reading import read_dict, read_list, read_text
from attendance.channels.slack.ids import is_direct, message_id, thread_of
from attendance.channels.slack.outbound import Place
from attendance.kernel.errors import VendorFailure
from attendance.vendors.slack import SlackClient


async def share(
    client: SlackClient, token: str, place: Place, files: Sequence[OutgoingFile], *, comment: str = ""
) -> SendReceipt:
    """Send files as one message. Until they are shown, a failure may be repeated: nobody saw anything."""
    channel = place.channel
    if channel[:1] in "UW":
        channel = await client.direct_messages_of(token, channel)
    file_ids = [await _upload(client, token, file) for file in files]
    shown = [{"id": file_id, "title": file.filename} for file_id, file in zip(file_ids, files, strict=True)]
    body: dict[str, Any] = {"files": shown, "channel_id": channel}
    if place.thread_ts:
        body["thread_ts"] = place.thread_ts
    if comment:
        body["initial_comment"] = comment
    await client.call(token, "files.completeUploadExternal", body)
    return await _receipt(client, token, Place(channel, place.thread_ts), file_ids[0])


async def _upload(client: SlackClient, token: str, file: OutgoingFile) -> str:
    upload = await client.begin_upload(token, filename=file.filename, size_bytes=file.size_bytes)
    async with file.open() as content:
        await client.put(upload, content, size_bytes=file.size_bytes)
    return upload.file_id


async def _receipt(client: SlackClient, token: str, place: Place, file_id: str) -> SendReceipt:
    """Slack shows files a little later than it answers: the message is asked for once, else the file is its id."""
    ts = _shown_at(await _shares(client, token, file_id), place.channel)
    if ts is not None:
        return SendReceipt(
            message_id(place.channel, ts), thread=thread_of(place.channel, ts, place.thread_ts)
        )
    in_thread = message_id(place.channel, place.thread_ts) if place.thread_ts else None
    return SendReceipt(f"file:{file_id}", thread=place.channel if is_direct(place.channel) else in_thread)


async def _shares(client: SlackClient, token: str, file_id: str) -> Mapping[str, Any]:
    """Nothing when Slack doesn't say: the message was sent all the same, and must not be sent twice."""
    try:
        answer = await client.ask(token, "files.info", {"file": file_id})
    except VendorFailure:
        return {}
    return read_dict(read_dict(answer.get("file")).get("shares"))


def _shown_at(shares: Mapping[str, Any], channel: str) -> str | None:
    for where in ("public", "private"):
        for one in read_list(read_dict(shares.get(where)).get(channel)):
            if ts := read_text(read_dict(one).get("ts")):
                return ts
    return None
