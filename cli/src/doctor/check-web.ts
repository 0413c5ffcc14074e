import { type Finding, fine, warning } from './finding.ts'

/** Whether the server at this address shows the app. */
export async function checkWeb(url: string): Promise<Finding> {
  const response = await fetch(url, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(5_000) })
  await response.body?.cancel()
  const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html')
  if (isPage) return fine('App', `It is shown at ${url}.`)
  const next =
    'In a clone of the repository, "npm start" builds it; an installed package brings it: install loggia again.'
  return warning('App', 'The web app is not built; API and command line work without it.', next)
}
