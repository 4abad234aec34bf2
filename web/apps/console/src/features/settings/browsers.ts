/** "Chrome · Linux" from what a browser says about itself; the whole line when it says nothing we know. */
export function browserName(userAgent: string): string {
  const browser = first(userAgent, [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ])
  const system = first(userAgent, [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ])
  return [browser, system].filter(Boolean).join(' · ') || userAgent
}

function first(text: string, signs: readonly (readonly [sign: string, name: string])[]): string | undefined {
  return signs.find(([sign]) => text.includes(sign))?.[1]
}
