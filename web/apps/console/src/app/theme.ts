/** Light, dark, or as the system says. `public/theme.js` does the same before the first paint. */
import { create } from 'zustand'

export type Theme = 'system' | 'light' | 'dark'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

export const useTheme = create<{ theme: Theme }>(() => ({ theme: stored() }))

export function setTheme(theme: Theme): void {
  localStorage.setItem('theme', theme)
  useTheme.setState({ theme })
  paint()
}

/** Light ↔ dark, whatever the system says. */
export function toggleTheme(): void {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark')
}

function paint(): void {
  const { theme } = useTheme.getState()
  const isDark = theme === 'dark' || (theme === 'system' && systemIsDark.matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}

function stored(): Theme {
  const value = localStorage.getItem('theme')
  return value === 'light' || value === 'dark' ? value : 'system'
}

systemIsDark.addEventListener('change', paint)
