import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const near = 80

/**
 * Keeps a scrolled place at its end while things are added, unless the person has scrolled away to read.
 * `away` says whether they have; `toEnd` brings them back.
 */
export function useStick(
  place: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  key: string,
) {
  const [away, setAway] = useState(false)
  const stuck = useRef(true)
  const toEnd = useCallback(() => {
    const element = place.current
    if (!element) return
    stuck.current = true
    element.scrollTop = element.scrollHeight
  }, [place])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation starts at its end
  useLayoutEffect(toEnd, [key, toEnd])
  useEffect(() => {
    const element = place.current
    const inner = content.current
    if (!element || !inner) return
    let before = element.scrollTop
    const onScroll = () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < near
      // Only going up is leaving: the end also moves away when words arrive between two frames.
      if (atEnd) stuck.current = true
      else if (element.scrollTop < before) stuck.current = false
      before = element.scrollTop
      setAway(!stuck.current)
    }
    const observer = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(inner)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [place, content])
  return { away, toEnd }
}
