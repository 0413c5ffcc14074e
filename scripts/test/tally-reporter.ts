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

  onTestCaseResult(testCase: TestCase): void {
    this.write(testCase.result().state.charAt(0))
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.write('f'.repeat(suite.errors().length))
  }

  onTestModuleEnd(module: TestModule): void {
    this.write('f'.repeat(module.errors().length))
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly unknown[], reason: string): void {
    this.write('f'.repeat(errors.length) + (reason === 'interrupted' ? '' : 'e'))
  }
}
