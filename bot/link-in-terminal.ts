/**
 * Shows in the terminal what links the account: the QR code or the code to type, and that it is done.
 * Started by `main` beside the status page. Where nobody sits at a terminal, only the first codes are
 * written: a journal is no place for one every twenty seconds until somebody comes.
 */

import { renderUnicodeCompact } from 'uqr';
import type { OfficeKey, OfficeWords } from './office-words.ts';
import type { ChannelState } from './types.ts';

/** White blocks on black whatever the terminal's colours: a QR code the other way round is not found. */
const WHITE_ON_BLACK = '\u001b[97;40m';
const USUAL_COLOURS = '\u001b[0m';

/** The quiet zone that a scanner needs around the code, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** So many codes are written where there is no terminal; a code is good for less than a minute. */
const CODES_WITHOUT_TERMINAL = 5;

export interface LinkInTerminal {
  readonly channel: {
    state(): ChannelState;
    /** Calls after every change of state; the answer ends it. */
    onState(listener: () => void): () => void;
  };
  readonly words: OfficeWords;
  /** Where the status page is found. */
  readonly address: string;
  /** Without it standard output. */
  readonly out?: { readonly isTTY?: boolean; write(text: string): unknown };
}

/** Writes what is to be scanned or typed whenever it changes, until the answer is called. */
export function showLinkInTerminal(parts: LinkInTerminal): () => void {
  const { channel, words, address, out = process.stdout } = parts;
  const say = (key: OfficeKey): string =>
    words.languages.map((language) => words(language, key, { address })).join(' / ');
  let shown: string | null = null;
  let codes = 0;
  const show = (): void => {
    const { phase, link } = channel.state();
    if (phase === 'connected' && shown !== null) {
      shown = null;
      codes = 0;
      out.write(`${say('terminal.connected')}\n`);
    }
    if (!link || shown === link.text) {
      return;
    }
    shown = link.text;
    codes += 1;
    if (out.isTTY || codes <= CODES_WITHOUT_TERMINAL) {
      out.write(drawLink(link, say, out.isTTY === true));
    } else if (codes === CODES_WITHOUT_TERMINAL + 1) {
      out.write(`${say('terminal.page')}\n`);
    }
  };
  show();
  return channel.onState(show);
}

function drawLink(
  { kind, text }: NonNullable<ChannelState['link']>,
  say: (key: OfficeKey) => string,
  colours: boolean,
): string {
  // In two groups, as the phone shows it.
  const drawn =
    kind === 'qr' ? drawQr(text, colours) : `\n    ${text.replace(/^(\w{4})(\w{4})$/, '$1-$2')}\n`;
  return `\n${say(`terminal.${kind}`)}\n${drawn}\n${say(`terminal.${kind}.after`)}\n`;
}

/** Each line has its colours of its own: they must not run to the window's edge. */
function drawQr(text: string, colours: boolean): string {
  const drawn = renderUnicodeCompact(text, { border: QUIET_ZONE });
  return colours
    ? drawn
        .split('\n')
        .map((line) => `${WHITE_ON_BLACK}${line}${USUAL_COLOURS}`)
        .join('\n')
    : drawn;
}
