import { errorCodes, operations } from '@loggia/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, test } from 'vitest'
import { table } from '../http/table.ts'
import { describeContract, type OpenApiDocument } from './openapi.ts'
import { referencePage } from './page.ts'

let document: OpenApiDocument
beforeAll(async () => {
  document = await describeContract('0.0.0')
})

test('the document is valid OpenAPI 3.1 for a strict validator', async () => {
  const result = await new Validator().validate(structuredClone(document))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('every operation of the table stands in it once, by its name', () => {
  const ids = Object.values(document.paths)
    .flatMap(methods => Object.values(methods))
    .map(operation => operation.operationId)
  expect(ids.sort()).toEqual(table.map(row => row.name).sort())
  expect(table.length).toBe(Object.values(operations).flatMap(group => Object.keys(group)).length)
})

test('what is public has no security, everything else shows its scope', () => {
  for (const row of table) {
    const security = document.paths[row.path]?.[row.method.toLowerCase()]?.security
    if (row.access === 'public') expect(security, row.name).toEqual([])
    else
      expect(JSON.stringify(security), row.name).toContain(
        row.access === 'signed-in' ? 'session' : row.access,
      )
  }
})

test('errors are problem documents and name their codes', () => {
  const text = JSON.stringify(document)
  expect(text).not.toMatch(/allowEmptyValue|allowReserved/)
  const send = document.paths['/api/conversations/{conversation}/messages']?.post
  expect(send?.responses['409']?.content).toHaveProperty(['application/problem+json'])
  expect(send?.responses['409']?.description).toContain('`run_in_progress`')
  expect(send?.responses['200']?.content).toHaveProperty(['text/event-stream'])
})

test('the page to read has a heading for every error and operation, and no script', () => {
  const page = referencePage(document)
  for (const code of errorCodes) expect(page).toContain(`id="error-${code}"`)
  for (const row of table) expect(page).toContain(`id="${row.name}"`)
  expect(page).not.toContain('<script')
  expect(page.match(/ style=/g)).toBeNull()
})
