/** Sends one file to the server, telling how far it is. Not `fetch`: that tells no progress of what it sends. */
import { ProblemError, Unreachable, type MessageFile } from '@attendance/api'
import { csrf } from '@/app/client'

interface Wanted {
  conversationId: string
  body: Blob
  name: string
  isVoice: boolean
  /** 0 to 1. */
  onProgress: (part: number) => void
}

interface Upload {
  done: Promise<MessageFile>
  cancel: () => void
}

export function upload({ conversationId, body, name, isVoice, onProgress }: Wanted): Upload {
  const request = new XMLHttpRequest()
  const query = new URLSearchParams({
    conversation_id: conversationId,
    filename: name,
    voice: String(isVoice),
  })
  const done = new Promise<MessageFile>((resolve, reject) => {
    request.open('POST', `/api/attendance/files?${query}`)
    request.responseType = 'json'
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', body.type || 'application/octet-stream')
    const token = csrf()
    if (token) request.setRequestHeader('X-CSRF-Token', token)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as MessageFile)
      else reject(problem(request))
    })
    request.addEventListener('error', () => reject(new Unreachable('upload')))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    request.send(body)
  })
  return { done, cancel: () => request.abort() }
}

function problem({ status, statusText, response }: XMLHttpRequest): Error {
  const told = (response ?? {}) as Partial<{ code: string; detail: string; facts: Record<string, unknown> }>
  if (!told.code && status >= 502) return new Unreachable(status)
  return new ProblemError({
    status,
    code: told.code ?? (status === 413 ? 'too_large' : 'unknown'),
    detail: told.detail ?? statusText,
    facts: told.facts ?? {},
  })
}
