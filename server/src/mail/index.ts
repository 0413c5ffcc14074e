export { type Letter, resetLetter, signInLetter } from './letters.ts'
export { openPostOffice, type PostOffice } from './post-office.ts'
