/** What people at work answer with; the first row is always there. */
export const QUICK = ['👍', '❤️', '😁', '😮', '😢', '🙏'] as const

export const MORE = [
  '👏', '🎉', '🔥', '✅', '👌', '🤝', '💯', '⭐', '😍', '🥰', '😊', '🙂', '😂', '🤣', '😅', '😎', '🤔', '😐', '🤗', '🤩',
  '😱', '😭', '😡', '👎', '👀', '💔', '☕', '🚀', '📦', '💙', '🫡', '🙌', '✍️', '⚡', '🏆', '😇',
] as const // prettier-ignore

/** Those that the channel takes: its own list, or ours. */
export function offered(taken: readonly string[]): { quick: readonly string[]; more: readonly string[] } {
  if (taken.length === 0) return { quick: QUICK, more: MORE }
  const quick = QUICK.filter((one) => taken.includes(one))
  const rest = taken.filter((one) => !quick.includes(one as (typeof QUICK)[number]))
  const missing = QUICK.length - quick.length
  return { quick: [...quick, ...rest.slice(0, missing)], more: rest.slice(missing) }
}
