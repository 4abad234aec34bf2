/** The editor in the console's colours, by their meaning, light and dark. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--brand-text)', fontWeight: '600' },
  { tag: tags.controlKeyword, color: 'var(--bot-text)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: [tags.special(tags.string), tags.escape], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--mute)', fontStyle: 'italic' },
  { tag: [tags.number, tags.atom], color: 'var(--warn)' },
  { tag: tags.function(tags.variableName), color: 'var(--ink)', fontWeight: '500' },
  { tag: tags.meta, color: 'var(--note-ink)' },
  { tag: tags.labelName, color: 'var(--danger)' },
  { tag: tags.operator, color: 'var(--mute)' },
])

const PARTS = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--panel)', color: 'var(--ink)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '21px', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--panel)',
    color: 'var(--mute)',
    border: 'none',
    paddingLeft: '4px',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 55%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--brand-soft)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--raised)', outline: '1px solid var(--line-strong)' },
  '.cm-marked': { backgroundColor: 'var(--note)', boxShadow: 'inset 3px 0 0 var(--away)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--away) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--float)',
    zIndex: '45',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px', maxHeight: '15em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px !important' },
  '.cm-tooltip-lint': { overflow: 'hidden' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--brand-soft) !important',
    color: 'var(--brand-text) !important',
  },
  '.cm-completionDetail': { color: 'var(--mute)', fontStyle: 'normal', fontFamily: 'var(--font-sans)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo.cm-completionInfo-right': { marginLeft: '4px' },
  '.cm-completionInfo': {
    padding: '10px 12px',
    maxWidth: '340px',
    fontFamily: 'var(--font-sans)',
    fontSize: '12px',
  },
  '.cm-diagnostic': { padding: '7px 12px', borderLeftWidth: '3px', fontSize: '12px', maxWidth: '460px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--away)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-textfield': {
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--note)' },
  '.cm-placeholder': { color: 'var(--mute)' },
  '.cm-changedLine': { backgroundColor: 'var(--ok-soft) !important' },
  '.cm-changedText': { background: 'color-mix(in srgb, var(--ok) 24%, transparent) !important' },
  '&.cm-merge-a .cm-changedLine': { backgroundColor: 'var(--danger-soft) !important' },
  '&.cm-merge-a .cm-changedText': {
    background: 'color-mix(in srgb, var(--danger) 22%, transparent) !important',
  },
  '.cm-deletedChunk': { backgroundColor: 'var(--danger-soft) !important' },
  '.cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--danger) 24%, transparent) !important',
  },
  '.cm-changeGutter': { width: '3px' },
  '.cm-changedLineGutter': { background: 'var(--ok)' },
  '.cm-deletedLineGutter': { background: 'var(--danger)' },
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { display: 'none' },
  '.cm-collapsedLines': { background: 'var(--raised)', color: 'var(--mute)', fontFamily: 'var(--font-sans)' },
})

export const look = [PARTS, syntaxHighlighting(COLOURS)]
