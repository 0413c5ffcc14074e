/** Prefix of the session cookie's name. */
export const cookiePrefix = 'loggia'
