/** What the terminal shows to link the account, on a channel that the test feeds by hand. */

import { encode } from 'uqr';
import { beforeEach, describe, expect, it } from 'vitest';
import { showLinkInTerminal } from '../bot/link-in-terminal.ts';
import type { ChannelState } from '../bot/types.ts';
import { CONNECTED, QR_TEXT, words } from './status-stage.ts';

let state: ChannelState;
let listeners: Set<() => void>;
let written: string[];

beforeEach(() => {
  state = { ...CONNECTED, phase: 'starting' };
  listeners = new Set();
  written = [];
});

function start(isTTY: boolean): () => void {
  return showLinkInTerminal({
    channel: {
      state: () => state,
      onState: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    words,
    address: 'http://localhost:3000',
    out: { isTTY, write: (text: string) => written.push(text) },
  });
}

function change(changed: Partial<ChannelState>): void {
  state = { ...state, ...changed };
  for (const listener of listeners) {
    listener();
  }
}

const qr = (text: string) => ({ phase: 'linking', link: { kind: 'qr', text } }) as const;

/** The code's modules, read back from the blocks: two rows a line, white is what is lit. */
function readModules(text: string): boolean[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('\u001b[97;40m'));
  const isWhite = {
    '█': [true, true],
    '▀': [true, false],
    '▄': [false, true],
    ' ': [false, false],
  };
  return lines.flatMap((line) => {
    const blocks = [...line.slice('\u001b[97;40m'.length, -'\u001b[0m'.length)];
    const half = (index: 0 | 1) =>
      blocks.map((block) => !isWhite[block as keyof typeof isWhite][index]);
    return [half(0), half(1)];
  });
}

describe('on a terminal', () => {
  it('draws the code to scan, module by module, between two lines in both languages', () => {
    start(true);
    change(qr(QR_TEXT));
    const [drawn = ''] = written;
    const { data, size } = encode(QR_TEXT, { border: 4 });
    expect(readModules(drawn).slice(0, size)).toEqual(data);
    const lines = drawn.trim().split('\n');
    expect(lines[0]).toMatch(/^Scan koden .* \/ Scan the code /);
    expect(lines.at(-1)).toMatch(/http:\/\/localhost:3000 \/ .* http:\/\/localhost:3000$/);
    expect(Math.max(...data.map((row) => row.length))).toBeLessThan(80);
  });

  it('draws it again only when it changes, and tells when it is done', () => {
    start(true);
    change(qr('2@one'));
    change({ problems: ['votes-unheard'] });
    expect(written).toHaveLength(1);
    change(qr('2@two'));
    expect(written).toHaveLength(2);
    change({ phase: 'connected', link: null });
    change({ problems: [] });
    expect(written.slice(2)).toEqual(['Forbundet / Connected\n']);
  });

  it('shows the code to type', () => {
    start(true);
    change({ phase: 'linking', link: { kind: 'code', text: 'ABCDEFGH' } });
    expect(written[0]).toMatch(/Tast koden[\s\S]* \/ Type the code[\s\S]*\n {4}ABCD-EFGH\n/);
  });

  it('shows what stood there before it began, and nothing after it was ended', () => {
    state = { ...state, ...qr('2@one') };
    const end = start(true);
    expect(written).toHaveLength(1);
    end();
    change(qr('2@two'));
    expect(written).toHaveLength(1);
  });

  it('says nothing where the account is linked already', () => {
    start(true);
    change({ phase: 'connected' });
    expect(written).toEqual([]);
  });
});

describe('without a terminal', () => {
  it('writes the first codes, then once where to look', () => {
    start(false);
    for (const count of Array(8).keys()) {
      change(qr(`2@${count}`));
    }
    change({ phase: 'connected', link: null });
    const drawn = written.filter((text) => text.includes('█'));
    expect(drawn).toHaveLength(5);
    expect(written.join('')).not.toContain('\u001b');
    expect(written.slice(5)).toEqual([
      'WhatsApp skal forbindes: åbn http://localhost:3000 / WhatsApp must be linked: open http://localhost:3000\n',
      'Forbundet / Connected\n',
    ]);
  });

  it('writes them anew when it has to be linked again', () => {
    start(false);
    for (const count of Array(6).keys()) {
      change(qr(`2@${count}`));
    }
    change({ phase: 'connected', link: null });
    written.length = 0;
    change({ phase: 'unlinked', link: { kind: 'qr', text: '2@again' } });
    expect(written[0]).toContain('█');
  });
});
