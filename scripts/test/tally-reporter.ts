import { appendFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/**
 * Writes a letter per result to the file LOGGIA_TALLY as it happens, so that a count remains even when
 * vitest dies: p passed, f failed, s skipped, and at last e, the end.
 */
export default class TallyReporter implements Reporter {
  private write(letters: string): void {
    if (process.env.LOGGIA_TALLY) appendFileSync(process.env.LOGGIA_TALLY, letters)
  }

  /** Which files have begun and ended, a line each, for the case that one never does. */
  private note(sign: '+' | '-', module: TestModule): void {
    if (process.env.LOGGIA_TALLY)
      appendFileSync(`${process.env.LOGGIA_TALLY}.files`, `${sign}${module.moduleId}\n`)
  }

  onTestModuleStart(module: TestModule): void {
    this.note('+', module)
  }

  onTestCaseResult(testCase: TestCase): void {
    this.write(testCase.result().state.charAt(0))
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.write('f'.repeat(suite.errors().length))
  }

  onTestModuleEnd(module: TestModule): void {
    this.write('f'.repeat(module.errors().length))
    this.note('-', module)
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly unknown[], reason: string): void {
    this.write('f'.repeat(errors.length) + (reason === 'interrupted' ? '' : 'e'))
  }
}
