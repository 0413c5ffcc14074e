export { type Connection, connect, dataDirectory, type Place, withConnection } from './connect.ts'
export { accessFile, isAlive, type LocalAccess, readAccessFile, readLocalAccess } from './local-access.ts'
