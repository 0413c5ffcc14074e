import { existsSync, type FSWatcher, watch } from 'node:fs'

/** Milliseconds of quiet before a change counts: editors write a file in several strokes. */
const quietMs = 40

export interface FolderWatch {
  /** Watches these folders from now on; what is watched already goes on. */
  cover(folders: Iterable<string>): void
  close(): void
}

/** Calls `onChange` once after each burst of changes to files that may be code. */
export function watchFolders(onChange: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const heard = (_: string, file: string | null) => {
    if (file !== null && !/\.([cm]?[jt]sx?|json)$/.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(onChange, quietMs)
  }
  return {
    cover(folders) {
      for (const folder of folders) {
        if (watchers.has(folder) || !existsSync(folder)) continue
        const watcher = watch(folder, heard)
        // A folder that is removed takes its watcher with it.
        watcher.on('error', () => {
          watcher.close()
          watchers.delete(folder)
        })
        watchers.set(folder, watcher)
      }
    },
    close() {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}
