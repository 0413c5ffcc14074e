/**
 * Rows of the error table. `status` is the HTTP status (RFC 9457 on the wire), `exit` the exit status of the
 * command line (sysexits where one fits), `title` says what happened and `next` what to do about it.
 */
export type ErrorRows = Record<string, { status: number; exit: number; title: string; next: string }>
