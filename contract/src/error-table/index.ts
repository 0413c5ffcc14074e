import { definitionErrors } from './definitions.ts'
import { instanceErrors } from './instance.ts'
import { modelErrors } from './models.ts'
import { peopleErrors } from './people.ts'
import { requestErrors } from './request.ts'
import { runErrors } from './runs.ts'

/** The closed table of errors. Every failure a person or a program meets carries one of these codes. */
export const errorTable = {
  ...requestErrors,
  ...runErrors,
  ...modelErrors,
  ...definitionErrors,
  ...peopleErrors,
  ...instanceErrors,
} as const
