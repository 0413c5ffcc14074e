export { PaletteDialog } from './palette.tsx'
