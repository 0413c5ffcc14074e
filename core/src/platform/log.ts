/** What one line of the log may carry beside its message. Values pass the redactor before they are written. */
export type LogFields = Record<string, unknown>

/** The log port; the server gives it a real one. Messages are constant sentences, what varies is a field. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger that adds these fields to every line. */
  with(fields: LogFields): Logger
}

/** A logger that keeps nothing, for code that runs before a log exists. */
export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
}
