import { useEffect } from 'react'

/** Names the page in the window's title, which is also how a screen reader tells that it changed. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Loggia` : 'Loggia'
  }, [title])
}
