/** Tables for terminals: columns that line up in any script. Called by the programs here; pure. */

// First-strong isolate and its end (Unicode UAX 9): a right-to-left cell must not move its neighbours.
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const WIDE =
  /\p{Emoji_Presentation}|\uFE0F|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u;
const INVISIBLE = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
const GAP = '  ';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += INVISIBLE.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

/** The text cut to so many columns, with … where something is missing. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) {
    return text;
  }
  let cut = '';
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(cut + segment) > width - 1) {
      break;
    }
    cut += segment;
  }
  return `${cut}…`;
}

/** The text filled with spaces to so many columns; right-to-left text stays inside its cell. */
export function padTo(text: string, width: number): string {
  const shown = RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${END_ISOLATE}` : text;
  return shown + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Lines of an aligned table under its heads; a cell is cut at `widest` columns. */
export function formatTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  widest = 60,
): string[] {
  const all = [heads, ...rows].map((row) => row.map((cell) => cutTo(cell, widest)));
  const widths = heads.map((_, column) =>
    Math.max(...all.map((row) => widthOf(row[column] ?? ''))),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  const lines = all.map((row) =>
    row
      .map((cell, column) => padTo(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}
