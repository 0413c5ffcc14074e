export { type Connection, connect, type Place, withConnection } from './connect.ts'
export { isAlive, type LocalAccess, readLocalAccess } from './local-access.ts'
