export { type EmbedderOf, memoryOperations } from './operations.ts'
export { forget, type MemoryPorts, type Recalled, type Remembered, recall, remember } from './remember.ts'
export type { Subject } from './scope.ts'
export { type MemoryToolPorts, memoryTools } from './tools.ts'
