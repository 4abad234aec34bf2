const PATHS = {
  close: 'M18 6 6 18M6 6l12 12',
  send: 'M5 12h14M12 5l7 7-7 7',
  down: 'M12 5v14M19 12l-7 7-7-7',
}

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
