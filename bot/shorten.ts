/** Texts made to fit where there is little room, such as an option of a poll. Pure. */

/** As much of a text as fits in so many UTF-16 units, with "…" where something is missing; no character is cut. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (short.length + segment.length > most - 1) {
      break;
    }
    short += segment;
  }
  return `${short}…`;
}
