import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const key = 'loggia.theme'
const system = () => matchMedia('(prefers-color-scheme: dark)')
const readers = new Set<() => void>()

/** What the person chose; `system` until they choose. */
export function chosenTheme(): Theme {
  try {
    const chosen = localStorage.getItem(key)
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
  } catch {
    return 'system'
  }
}

function apply() {
  const theme = chosenTheme()
  const dark = theme === 'dark' || (theme === 'system' && system().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#10171c' : '#f4f3ee')
  for (const read of readers) read()
}

/** Remembers a choice on this device and shows it at once. */
export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // Without storage the choice holds until the page is closed by the system's preference.
  }
  apply()
}

/** Follows the system's preference while nothing was chosen. Call once at the start. */
export const followSystemTheme = (): void => system().addEventListener('change', apply)

const subscribe = (read: () => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** The present choice, kept up to date. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosenTheme)
