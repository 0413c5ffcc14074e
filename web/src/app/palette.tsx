import { useNavigate } from '@tanstack/react-router'
import { PaletteDialog } from '../features/palette/index.ts'

/** Search and go, over whatever page is open. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <PaletteDialog
      onClose={onClose}
      onGo={to => {
        onClose()
        void navigate({ to })
      }}
    />
  )
}
