import type { BotFinding, KeywordHelp } from '@attendance/api'
import { setDiagnostics } from '@codemirror/lint'
import { Annotation } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  access,
  completion,
  completionOf,
  diagnosticsOf,
  essentials,
  language,
  languageOf,
  markLine,
  readOnly,
} from './extensions'
import type { HelpWords } from './help'
import { offsetAt } from './places'
import { isPortuguese } from './words'

/** A place to go to; a new object goes there again. */
export interface Goal {
  line: number
  column: number
}

interface CodeEditorProps {
  path: string
  text: string
  onChange?: (text: string) => void
  onSave?: () => void
  findings?: readonly BotFinding[]
  keywords?: readonly KeywordHelp[]
  marked?: number | null
  goal?: Goal | null
}

const NO_FINDINGS: readonly BotFinding[] = []
const NO_KEYWORDS: readonly KeywordHelp[] = []
/** On changes that come from outside: they are no typing. */
const fromOutside = Annotation.define<boolean>()

/** CodeMirror as a component. Without `onChange` it only shows. One for each file: give it the path as key. */
export default function CodeEditor(props: CodeEditorProps) {
  const { path, text, findings = NO_FINDINGS, keywords = NO_KEYWORDS, marked = null, goal = null } = props
  const { t } = useLingui()
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  const phrases = usePhrases()
  const words = useHelpWords()
  const pragma = isPortuguese(text)
  const isReadOnly = props.onChange === undefined
  const label = t`Texto de ${path}`
  useLayoutEffect(() => {
    latest.current = props
  })

  useLayoutEffect(() => {
    const made = new EditorView({
      doc: latest.current.text,
      parent: box.current ?? document.body,
      extensions: [
        essentials({
          label,
          phrases,
          onChange: (typed) => latest.current.text !== typed && latest.current.onChange?.(typed),
          onSave: () => latest.current.onSave?.(),
        }),
        language.of([]),
        completion.of([]),
        access.of([]),
      ],
    })
    view.current = made
    return () => made.destroy()
    // The words of the interface are read once: changing the language of the console loads the editor anew.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [path])

  useLayoutEffect(() => {
    const now = view.current?.state.doc.toString()
    if (now === undefined || now === text) return
    view.current?.dispatch({
      changes: { from: 0, to: now.length, insert: text },
      annotations: fromOutside.of(true),
    })
  }, [text])

  useLayoutEffect(() => {
    view.current?.dispatch({
      effects: [
        language.reconfigure(languageOf(path, latest.current.text, keywords)),
        completion.reconfigure(completionOf(path, keywords, words)),
        access.reconfigure(readOnly(isReadOnly)),
      ],
    })
  }, [path, keywords, pragma, isReadOnly, words])

  useEffect(() => {
    const now = view.current
    if (now) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state.doc, findings, t`Dica:`)))
  }, [findings, path, t])

  useEffect(() => {
    if (view.current) markLine(view.current, marked)
  }, [marked, path])

  useEffect(() => {
    const now = view.current
    if (!now || !goal) return
    const at = offsetAt(now.state.doc, goal.line, goal.column)
    now.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
    now.focus()
  }, [goal, path])

  return <div ref={box} className="h-full min-h-0 overflow-hidden" />
}

function useHelpWords(): HelpWords {
  const { t } = useLingui()
  const [words] = useState(() => ({
    missing: t`ainda não disponível`,
    example: t`Exemplo`,
    result: t`Resultado:`,
    errors: t`Erros`,
  }))
  return words
}

/** CodeMirror's own words. */
function usePhrases(): Record<string, string> {
  const { t } = useLingui()
  return {
    Find: t`Procurar`,
    Replace: t`Substituir`,
    next: t`próximo`,
    previous: t`anterior`,
    all: t`todos`,
    'match case': t`maiúsculas`,
    regexp: t`expressão regular`,
    'by word': t`palavra inteira`,
    replace: t`substituir`,
    'replace all': t`substituir todos`,
    close: t`fechar`,
    Completions: t`Sugestões`,
    Diagnostics: t`Problemas`,
    'No diagnostics': t`Nenhum problema`,
    'Go to line': t`Ir para a linha`,
    go: t`ir`,
  }
}
