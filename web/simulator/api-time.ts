/** How the simulator's API writes an instant. */

/** An instant as ISO 8601 in UTC, with milliseconds. */
export function showInstant(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 });
}
