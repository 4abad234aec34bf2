/** Readable text on a colour that an administrator chose. */

export function onColor(color: string): '#ffffff' | '#151a23' {
  return luminance(color) > 0.4 ? '#151a23' : '#ffffff'
}

/** Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG defines it. */
function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
