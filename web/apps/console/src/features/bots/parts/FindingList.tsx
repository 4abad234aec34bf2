import type { BotFinding } from '@attendance/api'
import { cn } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'

interface FindingListProps {
  findings: readonly BotFinding[]
  onGo: (finding: BotFinding) => void
}

/** What is wrong with the file, below it; a press goes there. */
export function FindingList({ findings, onGo }: FindingListProps) {
  const { t } = useLingui()
  const listId = useId()
  const [isOpen, setIsOpen] = useState(true)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  if (findings.length === 0) {
    return (
      <p role="status" className="flex h-9 items-center gap-1.5 border-t border-line px-3 text-xs text-mute">
        <CircleCheck size={13} aria-hidden className="text-ok" /> {t`Nenhum problema`}
      </p>
    )
  }
  const Chevron = isOpen ? ChevronDown : ChevronUp
  return (
    <section aria-label={t`Problemas`} className="shrink-0 border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex h-9 w-full items-center gap-3 px-3 text-xs hover:bg-hover"
      >
        <span role="status" className="flex flex-1 items-center gap-3">
          {errors > 0 && (
            <span className="font-medium text-danger">
              {plural(errors, { one: '# erro', other: '# erros' })}
            </span>
          )}
          {warnings > 0 && (
            <span className="font-medium text-warn">
              {plural(warnings, { one: '# aviso', other: '# avisos' })}
            </span>
          )}
        </span>
        <Chevron size={14} aria-hidden className="text-mute" />
      </button>
      {isOpen && (
        <ul id={listId} className="max-h-36 overflow-y-auto pb-1.5">
          {findings.map((finding) => (
            <li key={`${finding.line}:${finding.column}:${finding.code}`}>
              <FindingRow finding={finding} onGo={() => onGo(finding)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface FindingRowProps {
  finding: BotFinding
  /** With the file's name, where several are listed. */
  isNamed?: boolean
  onGo: () => void
}

export function FindingRow({ finding, isNamed, onGo }: FindingRowProps) {
  const { t } = useLingui()
  const isError = finding.severity === 'error'
  const Icon = isError ? CircleAlert : TriangleAlert
  const place = isNamed ? `${finding.file}:${finding.line}` : String(finding.line)
  return (
    <button
      type="button"
      onClick={onGo}
      className="flex w-full items-start gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Icon size={14} aria-hidden className={cn('mt-0.5 shrink-0', isError ? 'text-danger' : 'text-warn')} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="sr-only">{isError ? t`Erro` : t`Aviso`}: </span>
        {finding.message}
        {finding.hint && <span className="block text-xs text-mute">{finding.hint}</span>}
        {finding.related.map(({ line, message }) => (
          <span key={`${line} ${message}`} className="block text-xs text-mute">
            {t`Linha ${line}: ${message}`}
          </span>
        ))}
      </span>
      <span className="shrink-0 pt-px font-mono text-2xs text-mute">
        {isNamed ? place : t`linha ${place}`}
      </span>
    </button>
  )
}
