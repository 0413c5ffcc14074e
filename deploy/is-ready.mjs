// The health check of a container: whether the server in it can do its work, as an exit status.
const port = process.env.PORT ?? '3000'
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_500) })
  process.exitCode = ok ? 0 : 1
} catch {
  process.exitCode = 1
}
