import type { MessageFile } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { FileWarning, LoaderCircle, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/app/client'
import { showProblem } from '@/app/showProblem'
import { sizeText } from '../sizes'

/** Still at the vendor: what is known of it. */
export function PendingFile({ file }: { file: MessageFile }) {
  const { t, i18n } = useLingui()
  const size = file.size_bytes === null ? '' : ` · ${sizeText(file.size_bytes, i18n.locale)}`
  return (
    <div
      role="status"
      className="flex w-72 max-w-full items-center gap-2.5 rounded-lg bg-current/8 px-2.5 py-2"
    >
      <LoaderCircle size={20} aria-hidden className="shrink-0 animate-spin opacity-80" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{file.filename ?? t`Arquivo`}</span>
        <span className="block text-2xs">
          {t`Recebendo…`}
          {size}
        </span>
      </span>
    </div>
  )
}

/** It could not be had, or isn't allowed: why, in words. */
export function BadFile({ file }: { file: MessageFile }) {
  const { t } = useLingui()
  const words = useReasons()
  return (
    <div className="flex w-72 max-w-full items-start gap-2.5 rounded-lg border border-current/25 px-2.5 py-2">
      <FileWarning size={20} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium break-all">{file.filename ?? t`Arquivo`}</span>
        <span className="block text-xs">{words(file)}</span>
        {mayBeThere(file) && <FetchAgain file={file} />}
      </span>
    </div>
  )
}

const GONE = new Set(['delivery_gone', 'media_unavailable', 'not_fetchable'])

/** Whether the channel may still have it. */
export function mayBeThere({ state, reason }: MessageFile): boolean {
  return state === 'failed' && !GONE.has(reason ?? '')
}

function FetchAgain({ file }: { file: MessageFile }) {
  const { t } = useLingui()
  const [isBusy, setIsBusy] = useState(false)

  async function fetchAgain() {
    setIsBusy(true)
    await api.post(`/api/attendance/files/${file.id}/fetch`).catch(showProblem)
    setIsBusy(false)
  }

  return (
    <Button
      look="quiet"
      size="sm"
      icon={<RotateCw size={12} />}
      disabled={isBusy}
      className="mt-1 -ml-1.5 h-6 px-1.5 text-current"
      onClick={() => void fetchAgain()}
    >
      {t`Buscar de novo`}
    </Button>
  )
}

function useReasons(): (file: MessageFile) => string {
  const { t } = useLingui()
  return ({ state, reason }) => {
    switch (reason) {
      case 'too_large':
      case 'too_many_pixels':
        return t`O arquivo é grande demais para ser recebido. Peça ao cliente uma versão menor.`
      case 'program':
        return t`Bloqueado: este tipo de arquivo pode ser perigoso.`
      case 'infected':
        return t`Bloqueado: o antivírus recusou este arquivo.`
      case 'delivery_gone':
      case 'media_unavailable':
        return t`O arquivo não está mais no canal. Peça ao cliente que envie de novo.`
      default:
        return state === 'refused'
          ? t`Este arquivo não foi aceito: o conteúdo não é o que o nome diz, ou o tipo não é permitido.`
          : t`O arquivo não pôde ser recebido do canal. Busque de novo, ou peça ao cliente que o envie outra vez.`
    }
  }
}
