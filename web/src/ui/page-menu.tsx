import { createContext, type ReactNode, useContext } from 'react'

const Menu = createContext<ReactNode>(null)

/** Hands the button that opens the sidebar to whichever header the page has. */
export const PageMenu = Menu.Provider

export const usePageMenu = (): ReactNode => useContext(Menu)
