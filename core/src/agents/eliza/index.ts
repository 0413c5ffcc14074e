export { type ImportedCharacter, importCharacter } from './import.ts'
