/** A part of an essay; `{topic}` and `{Topic}` stand for what it is about. */
export interface Section {
  heading: string
  sentences: readonly string[]
}
