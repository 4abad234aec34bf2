/** The product's sign. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-brand" />
      <path
        d="M9 9.5h14a2 2 0 0 1 2 2v7.2a2 2 0 0 1-2 2h-6.4L12 24.6v-3.9H9a2 2 0 0 1-2-2v-7.2a2 2 0 0 1 2-2Z"
        fill="#fff"
      />
      <path d="M11.5 13.4h9M11.5 16.8h5.5" className="stroke-brand" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  )
}
