import { Monitor, Moon, Sun } from 'lucide-react'
import { chooseTheme, type Theme, useTheme } from '../lib/theme.ts'
import { IconButton } from './button.tsx'

const next: Record<Theme, { theme: Theme; label: string }> = {
  system: { theme: 'light', label: 'Theme follows the system; use light' },
  light: { theme: 'dark', label: 'Light theme; use dark' },
  dark: { theme: 'system', label: 'Dark theme; follow the system' },
}
const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon }

/** Goes round: as the system, light, dark. */
export function ThemeToggle() {
  const theme = useTheme()
  const Icon = icons[theme]
  return (
    <IconButton label={next[theme].label} onClick={() => chooseTheme(next[theme].theme)}>
      <Icon />
    </IconButton>
  )
}
