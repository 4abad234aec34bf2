import type { ReactNode } from 'react'

export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-3">
      <h4 className="mb-1.5 text-2xs font-medium text-mute">{title}</h4>
      <dl className="space-y-0.5">{children}</dl>
    </section>
  )
}

export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-2 py-1">
      <dt className="w-22 shrink-0 text-mute">{label}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  )
}
