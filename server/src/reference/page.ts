import { createHash } from 'node:crypto'
import { customEventNames, errorTable, scopeTable } from '@loggia/contract'
import { html } from './markup.ts'
import type { OpenApiDocument, OperationObject } from './openapi.ts'
import { describeSchema } from './schema-rows.ts'
import { stylesheet } from './stylesheet.ts'

/** Text of our own with `code` in backticks. */
const prose = (text: string): string =>
  text
    .split('\n\n')
    .map(paragraph => `<p>${html(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('')

/** The hash by which the content security policy lets our one inline stylesheet through. */
export const stylesheetHash = createHash('sha256').update(stylesheet).digest('base64')

/** The contract as one page to read: no script, no request beside itself. */
export function referencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? 'Other'))]
  const sections = tags.map(tag => {
    const members = operations.filter(({ operation }) => (operation.tags[0] ?? 'Other') === tag)
    return {
      tag,
      nav: members.map(({ operation }) => operation.operationId),
      body: members.map(({ path, method, operation }) => operationHtml(path, method, operation, document)),
    }
  })
  const nav = sections
    .map(
      ({ tag, nav }) =>
        `<p>${html(tag)}</p><ul>${nav.map(id => `<li><a href="#${html(id)}">${html(id)}</a></li>`).join('')}</ul>`,
    )
    .join('')
  const body = sections
    .map(({ tag, body }) => `<section><h2>${html(tag)}</h2>${body.join('')}</section>`)
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loggia: the API</title>
<style>${stylesheet}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the operations</a>
<nav aria-label="Operations"><h1>Loggia <small>${html(document.info.version)}</small></h1>
<ul><li><a href="#start">Start here</a></li><li><a href="#scopes">Scopes</a></li><li><a href="#events">Events</a></li><li><a href="#errors">Errors</a></li><li><a href="/api/openapi.json">OpenAPI 3.1</a></li></ul>
${nav}</nav>
<main id="main">
${introduction}
${body}
${scopesHtml()}
${eventsHtml()}
${errorsHtml()}
</main>
</body>
</html>
`
}

const introduction = `<section id="start"><h2>Start here</h2>
<p>Every operation takes and answers JSON unless it says otherwise. A program sends an API key with the scope that the operation names; a browser has a session. What is marked <em>public</em> answers anybody.</p>
<pre tabindex="0">curl -H "authorization: Bearer $LOGGIA_KEY" http://127.0.0.1:3000/api/agents</pre>
<p>An answer can be read as it is written: ask for <code>text/event-stream</code> and read AG-UI events. Each has an id to resume from.</p>
<pre tabindex="0">curl -N -H "authorization: Bearer $LOGGIA_KEY" -H "accept: text/event-stream" \\
  -H "content-type: application/json" -d '{"text":"hi"}' \\
  http://127.0.0.1:3000/api/conversations/$CONVERSATION/messages</pre></section>`

function operationHtml(path: string, method: string, operation: OperationObject, document: OpenApiDocument) {
  const access = String(operation['x-loggia-access'])
  const parameters = (operation.parameters ?? []).map(parameter => ({
    name: parameter.name,
    where: parameter.in,
    required: parameter.required === true,
    schema: parameter.schema,
  }))
  const content = operation.requestBody?.content as Record<string, { schema?: unknown }> | undefined
  const answer = operation.responses['200']?.content ?? {}
  const errors = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400)
  return `<article id="${html(operation.operationId)}">
<h3><a href="#${html(operation.operationId)}">${html(operation.operationId)}</a> <span class="access">${html(access)}</span></h3>
<p class="route"><b class="${html(method)}">${html(method.toUpperCase())}</b> <code>${html(path)}</code></p>
<p>${html(operation.summary)}</p>${prose(operation.description ?? '')}
${parameters.length > 0 ? `<h4>Parameters</h4>${describeSchema(parameters, document)}` : ''}
${Object.entries(content ?? {})
  .map(
    ([type, { schema }]) => `<h4>Body <small>${html(type)}</small></h4>${describeSchema(schema, document)}`,
  )
  .join('')}
${Object.entries(answer)
  .map(
    ([type, media]) =>
      `<h4>Answer <small>${html(type)}</small></h4>${describeSchema(media.schema, document)}`,
  )
  .join('')}
<details><summary>Errors</summary><ul>${errors
    .map(([status, { description }]) => `<li><b>${html(status)}</b> ${linkCodes(description)}</li>`)
    .join('')}</ul></details>
</article>`
}

const linkCodes = (description: string): string =>
  html(description).replace(/`(\w+)`/g, '<a href="#error-$1"><code>$1</code></a>')

const scopesHtml = () =>
  `<section id="scopes"><h2>Scopes</h2><dl>${Object.entries(scopeTable)
    .map(([name, what]) => `<dt><code>${html(name)}</code></dt><dd>${html(what)}.</dd>`)
    .join('')}</dl></section>`

const eventsHtml = () => `<section id="events"><h2>Events</h2>
<p>A run's events are those of AG-UI 1.0. What it lacks comes as CUSTOM events with these names:</p>
<p>${customEventNames.map(name => `<code>${html(name)}</code>`).join(' ')}</p></section>`

const errorsHtml = () => `<section id="errors"><h2>Errors</h2>
<p>Every error is a problem document (RFC 9457) with one of these codes.</p>
${Object.entries(errorTable)
  .map(
    ([code, { status, title, next }]) =>
      `<article id="error-${code}"><h3><a href="#error-${code}">${code}</a> <span class="access">${status}</span></h3><p>${html(title)}</p><p>${html(next)}</p></article>`,
  )
  .join('')}</section>`
