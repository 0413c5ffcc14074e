import type { LogFields, Logger } from '@loggia/core/platform'
import pino from 'pino'

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Takes secrets out of a text, by value and by shape. */
  redact(text: string): string
  /** Where lines go; standard error when absent, so that standard output stays for answers. */
  write?: (line: string) => void
}

/** An error as a log line tells it: names, messages and stack, never the object itself. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { cause } = error
  return {
    name: error.name,
    message: error.message.slice(0, 2_000),
    stack: error.stack?.split('\n').slice(0, 12).join('\n'),
    ...('code' in error && { code: String(error.code) }),
    ...(cause !== undefined && { cause: describe(cause) }),
  }
}

const prepare = (fields: LogFields): LogFields =>
  'error' in fields ? { ...fields, error: describe(fields.error) } : fields

/** The instance's log: JSON lines by pino, redacted as a whole just before they are written. */
export function createLog(options: LogOptions): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(line))
  const destination = { write: (line: string) => write(options.redact(line)) }
  const base = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  )
  const wrap = (to: pino.Logger): Logger => ({
    debug: (message, fields = {}) => to.debug(prepare(fields), message),
    info: (message, fields = {}) => to.info(prepare(fields), message),
    warn: (message, fields = {}) => to.warn(prepare(fields), message),
    error: (message, fields = {}) => to.error(prepare(fields), message),
    with: fields => wrap(to.child(prepare(fields))),
  })
  return wrap(base)
}
