/** E-mail addresses as people write several of them. */

const ADDRESS = /^[^\s<>"(),:;[\]\\@]+@[^\s<>"(),:;[\]\\@]+\.[^\s<>"(),:;[\]\\@]+$/

/** Each once, in the order in which they stand. */
export function addressesIn(written: string): string[] {
  return [
    ...new Set(
      written
        .split(/[\s,;]+/)
        .map((one) => one.trim().toLowerCase())
        .filter(Boolean),
    ),
  ]
}

export function isAddress(written: string): boolean {
  return written.length <= 254 && ADDRESS.test(written)
}
