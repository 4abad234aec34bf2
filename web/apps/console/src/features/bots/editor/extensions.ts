/** What the editor can do, put together from CodeMirror's parts. */
import type { BotFinding, KeywordHelp } from '@attendance/api'
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import {
  Compartment,
  EditorState,
  StateEffect,
  StateField,
  type Extension,
  type Text,
} from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view'
import { basicLanguage } from './basic'
import { offersFor, type Offer } from './completion'
import { goldenLanguage } from './golden'
import { helpNode, type HelpWords } from './help'
import { look } from './look'
import { rangeOf } from './places'
import { isPortuguese } from './words'

export const language = new Compartment()
export const completion = new Compartment()
export const access = new Compartment()

const setMarkedLine = StateEffect.define<number | null>()

/** The line at which a dialogue waits. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(setMarkedLine)) next = lineMark(transaction.state.doc, effect.value)
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

function lineMark(doc: Text, line: number | null): DecorationSet {
  if (line === null || line < 1 || line > doc.lines) return Decoration.none
  return Decoration.set(Decoration.line({ class: 'cm-marked' }).range(doc.line(line).from))
}

export function markLine(view: EditorView, line: number | null): void {
  const isThere = line !== null && line >= 1 && line <= view.state.doc.lines
  const effects: StateEffect<unknown>[] = [setMarkedLine.of(line)]
  if (isThere) effects.push(EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'center' }))
  view.dispatch({ effects })
}

export interface Surroundings {
  label: string
  phrases: Record<string, string>
  onChange: (text: string) => void
  onSave: () => void
}

/** What never changes while the editor stands. */
export function essentials({ label, phrases, onChange, onSave }: Surroundings): Extension[] {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of('    '),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    markedLine,
    EditorView.lineWrapping,
    EditorState.phrases.of(phrases),
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString())
    }),
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: () => (onSave(), true) },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...lintKeymap,
      ...completionKeymap,
      indentWithTab,
    ]),
    look,
  ]
}

export function readOnly(isReadOnly: boolean): Extension {
  return [EditorState.readOnly.of(isReadOnly), EditorView.editable.of(true)]
}

/** Where quotes are not always pairs. */
const plain = EditorState.languageData.of(() => [{ closeBrackets: { brackets: [] } }])

/** Colours of a script; other files are plain. */
export function languageOf(path: string, source: string, keywords: readonly KeywordHelp[]): Extension {
  if (path.endsWith('.test.bas')) return goldenLanguage
  if (!path.endsWith('.bas')) return plain
  const phrases = keywords.filter(({ mark }) => mark !== 'out').map(({ phrase }) => phrase)
  return basicLanguage(phrases, isPortuguese(source))
}

export function completionOf(path: string, keywords: readonly KeywordHelp[], words: HelpWords): Extension {
  if (!path.endsWith('.bas') || path.endsWith('.test.bas')) return []
  return autocompletion({
    override: [(context) => complete(context, keywords, words)],
    icons: false,
    maxRenderedOptions: 60,
  })
}

function complete(
  context: CompletionContext,
  keywords: readonly KeywordHelp[],
  words: HelpWords,
): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos)
  const found = offersFor(line.text.slice(0, context.pos - line.from), context.state.doc.toString(), keywords)
  if (!found || (found.from === context.pos - line.from && !context.explicit)) return null
  // Nothing is left to complete.
  if (found.offers.every(({ label }) => line.from + found.from + label.length === context.pos)) return null
  return {
    from: line.from + found.from,
    options: found.offers.map((offer) => optionOf(offer, words)),
  }
}

function optionOf({ label, kind, help }: Offer, words: HelpWords) {
  if (!help) return { label, type: kind, boost: -20 }
  return {
    label,
    type: kind,
    boost: help.mark === 'core' ? 10 : 0,
    ...(help.is_available ? {} : { detail: words.missing, boost: -30 }),
    info: () => helpNode(help, words),
  }
}

export function diagnosticsOf(doc: Text, findings: readonly BotFinding[], hintWord: string): Diagnostic[] {
  return findings.map((finding) => ({
    ...rangeOf(doc, finding),
    severity: finding.severity,
    message: finding.message,
    renderMessage: () => findingNode(finding, hintWord),
  }))
}

function findingNode({ message, hint, code }: BotFinding, hintWord: string): Node {
  const box = document.createElement('div')
  const what = box.appendChild(document.createElement('div'))
  what.append(`${message} `, Object.assign(document.createElement('small'), { textContent: code }))
  if (hint) box.appendChild(document.createElement('div')).append(`${hintWord} ${hint}`)
  return box
}
