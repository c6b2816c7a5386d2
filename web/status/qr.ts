/** A QR code as a picture in the page. Called by `markup.ts`; the text is a secret and is never kept. */

import { encode } from 'uqr';
import { type Html, html } from '../html.ts';

/** The quiet zone that a scanner needs around the code, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Draws a text as an SVG, black on white whatever the page's colours, and says what it is. */
export function drawQr(text: string, description: string): Html {
  const { size, data } = encode(text, { border: QUIET_ZONE });
  const runs = data.flatMap((row, y) => findRuns(row).map(([x, length]) => drawRun(x, y, length)));
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${description}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${runs.join('')}"/></svg>`;
}

function drawRun(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}

/** Where the black modules of a row begin, and how many follow each other: a fifth of the markup. */
function findRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((black, x) => {
    const last = runs.at(-1);
    if (black && last && last[0] + last[1] === x) {
      last[1] += 1;
    } else if (black) {
      runs.push([x, 1]);
    }
  });
  return runs;
}
