/** Items with their place as key, for lists that only ever grow at their end. */
export const numbered = <Item>(items: readonly Item[]): { item: Item; key: string }[] =>
  items.map((item, at) => ({ item, key: `at-${at}` }))
