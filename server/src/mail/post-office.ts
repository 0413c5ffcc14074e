import { LoggiaError } from '@loggia/contract'
import type { Logger } from '@loggia/core/platform'
import type { Letter } from './letters.ts'

/** How mail leaves this instance. */
export interface PostOffice {
  /** Whether there is a way at all. */
  readonly isOpen: boolean
  /** Throws `mail_unavailable` where there is none. */
  requireOpen(): void
  /** Hands a letter over. Throws `mail_unavailable` when nobody takes it. */
  send(letter: Letter): Promise<void>
}

export interface PostOfficeSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  smtpUrl: string | undefined
  /** Who the mail is from. */
  from: string
  /** Whether only people at this machine can reach the server: then the log may stand in for the post. */
  isDevelopment: boolean
  log: Logger
}

/**
 * Mail by SMTP. Without it, letters are written to the log while the server is reached from its own machine
 * only, links and all, so that signing in can be tried out; anywhere else there is no mail, for whoever reads
 * a log must not be able to sign in as somebody.
 */
export function openPostOffice({ smtpUrl, from, isDevelopment, log }: PostOfficeSettings): PostOffice {
  const isOpen = smtpUrl !== undefined || isDevelopment
  const requireOpen = () => {
    if (!isOpen) throw new LoggiaError('mail_unavailable')
  }
  let transport: Promise<import('nodemailer').Transporter> | undefined
  return {
    isOpen,
    requireOpen,
    async send(letter) {
      requireOpen()
      if (smtpUrl === undefined) {
        log.warn('No mail server is set up, so this letter stands here', { ...letter })
        return
      }
      transport ??= import('nodemailer').then(({ createTransport }) =>
        createTransport({
          url: smtpUrl,
          connectionTimeout: 10_000,
          greetingTimeout: 10_000,
          socketTimeout: 20_000,
        }),
      )
      try {
        // A letter is text of ours: nothing of it may name a file or an address to read.
        await (await transport).sendMail({ from, ...letter, disableFileAccess: true, disableUrlAccess: true })
      } catch (cause) {
        throw new LoggiaError('mail_unavailable', {
          detail: 'The mail server did not take the letter.',
          cause,
        })
      }
    },
  }
}
