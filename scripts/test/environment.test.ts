import pg from 'pg'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'

test('LOGGIA_CHROMIUM names a browser that draws letters in a font', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.LOGGIA_CHROMIUM ?? '',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  await page.setContent('<b id="wide">loggia</b> <b id="none"></b>')
  const width = (id: string) => page.locator(id).evaluate(element => element.getBoundingClientRect().width)
  expect(await width('#wide')).toBeGreaterThan(20)
  await browser.close()
})

test('a Postgres of our own answers, may create databases and roles, and is gone after stop', async () => {
  const postgres = await startPostgres()
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query('create role scratch login')
  await client.query('create database scratch')
  await client.end()
  await postgres.stop()
  await expect(new pg.Client(postgres.url).connect()).rejects.toThrow('ECONNREFUSED')
})
