/** A mail as it is sent: plain text, for a link must be readable wherever it is read. */
export interface Letter {
  to: string
  subject: string
  text: string
}

const closing = 'If you did not ask for this, ignore this mail: without the link nothing happens.'

/** The link that signs in once. */
export const signInLetter = (to: string, link: string): Letter => ({
  to,
  subject: 'Sign in to Loggia',
  text: `Open this link to sign in. It works once, for 15 minutes.\n\n${link}\n\n${closing}\n`,
})

/** The link to choose another password. */
export const resetLetter = (to: string, link: string): Letter => ({
  to,
  subject: 'Choose a new password for Loggia',
  text: `Open this link to choose a new password. It works once, for an hour.\n\n${link}\n\n${closing}\n`,
})
