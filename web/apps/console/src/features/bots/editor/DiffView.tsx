import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import { languageOf } from './extensions'
import { look } from './look'

interface DiffViewProps {
  path: string
  before: string
  after: string
  /** Below each other instead of side by side, for narrow places. */
  isUnified: boolean
}

/** What differs between two texts. */
export default function DiffView({ path, before, after, isUnified }: DiffViewProps) {
  const { t } = useLingui()
  const box = useRef<HTMLDivElement>(null)
  const unchanged = t`$ linhas iguais`
  useEffect(() => {
    const parent = box.current
    if (!parent) return
    const common = [
      lineNumbers(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorState.phrases.of({ '$ unchanged lines': unchanged }),
      languageOf(path, after, []),
      look,
    ]
    const collapseUnchanged = { margin: 3, minSize: 6 }
    const made = isUnified
      ? new EditorView({
          parent,
          doc: after,
          extensions: [
            common,
            unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged }),
          ],
        })
      : new MergeView({
          parent,
          a: { doc: before, extensions: common },
          b: { doc: after, extensions: common },
          collapseUnchanged,
        })
    return () => made.destroy()
  }, [path, before, after, isUnified, unchanged])
  return <div ref={box} className="max-h-full overflow-auto" />
}
