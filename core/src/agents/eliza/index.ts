export { importCharacter } from './import.ts'
