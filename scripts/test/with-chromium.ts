import { findChromium } from './chromium.ts'

/** Gives the tests LOGGIA_CHROMIUM, the path of a Chromium that starts. */
export default async function setup(): Promise<void> {
  process.env.LOGGIA_CHROMIUM = await findChromium()
}
