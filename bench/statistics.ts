// The few numbers that a list of measurements is boiled down to.

/** The middle value; the mean of the two in the middle if there are as many above as below. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Half the distance between the least and the greatest value, as a part of the median. */
export function spread(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  return (Math.max(...values) - Math.min(...values)) / 2 / median(values)
}

/** Value by value: what was measured in the same round is compared with each other. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  const count = Math.min(values.length, others.length)
  return Array.from({ length: count }, (_, round) => (values[round] ?? 0) / (others[round] ?? 0))
}
