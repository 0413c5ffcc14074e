import type { ReactNode } from 'react'

/** A form that stays on its page; who sends it says what happens and shows what went wrong. */
export const Form = ({ onSend, children }: { onSend: () => Promise<unknown>; children: ReactNode }) => (
  <form
    className="flex flex-col gap-4"
    onSubmit={event => {
      event.preventDefault()
      void onSend()
    }}
  >
    {children}
  </form>
)
