import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { pagePolicy } from './headers.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

interface Kept {
  plain: Buffer<ArrayBuffer>
  small: Buffer<ArrayBuffer> | undefined
  type: string
}

const compress = promisify(gzip)

/**
 * The built app: files with a hash in their name are kept by browsers for good, every other path of the
 * app is its page. Files are read once and kept, for there are few.
 */
export function staticWeb(directory: string | undefined) {
  const kept = new Map<string, Promise<Kept | undefined>>()

  async function load(path: string): Promise<Kept | undefined> {
    if (directory === undefined) return undefined
    const file = normalize(join(directory, path))
    if (!file.startsWith(directory + sep)) return undefined
    const type = types[extname(file)]
    if (type === undefined) return undefined
    const plain = await readFile(file).catch(() => undefined)
    if (!plain) return undefined
    const compressible = /text|json|svg/.test(type) && plain.byteLength > 1_000
    return { plain, type, small: compressible ? ((await compress(plain)) as Buffer<ArrayBuffer>) : undefined }
  }

  function read(path: string): Promise<Kept | undefined> {
    const hashed = path.startsWith('/assets/')
    let file = hashed ? kept.get(path) : undefined
    if (!file) {
      file = load(path)
      if (hashed) {
        kept.set(path, file)
        void file.then(found => found ?? kept.delete(path))
      }
    }
    return file
  }

  return async (path: string, incoming: IncomingMessage): Promise<Response | undefined> => {
    const decoded = decode(path)
    if (decoded === undefined) return undefined
    const isFile = extname(decoded) !== '' && !decoded.startsWith('/@')
    const file = await read(isFile ? decoded : '/index.html')
    if (!file) return undefined
    const takesGzip = /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '')
    const small = takesGzip ? file.small : undefined
    return new Response(small ?? file.plain, {
      headers: {
        'content-type': file.type,
        vary: 'accept-encoding',
        'cache-control': decoded.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        'content-security-policy': pagePolicy(),
        ...(small && { 'content-encoding': 'gzip' }),
      },
    })
  }
}

function decode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}
