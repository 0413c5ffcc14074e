import { LoggiaError } from '@loggia/contract'

/**
 * The slug that somebody typed: capitals and look-alikes of compatibility (full-width, ligatures) are folded,
 * and whatever is not plain ASCII after that (a Cyrillic "а") is refused. Throws `invalid_input`.
 */
export function readSlug(typed: string): string {
  const slug = typed.normalize('NFKC').trim().toLowerCase()
  const refuse = (reason: string) =>
    new LoggiaError('invalid_input', { detail: `"${typed}" is no slug.`, fields: [`slug: ${reason}`] })
  if (!/^[a-z0-9-]*$/.test(slug)) throw refuse('holds other characters than a-z, 0-9 and "-"')
  if (slug.length < 3 || slug.length > 39) throw refuse('must have 3 to 39 characters')
  if (/^-|-$|--/.test(slug)) throw refuse('must not begin or end with "-", nor have two of them in a row')
  return slug
}
