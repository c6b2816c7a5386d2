/**
 * `npm run replay -- export.txt`: what the bot would have recorded of a chat exported from WhatsApp.
 * Nothing is sent to anybody, and nothing of the chat is written to any disk.
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '../bad-input.ts';
import { isZone } from '../calendar.ts';
import { DEFAULT_ZONE } from '../group-input.ts';
import { FLAG, type Line, readLine, runProgram, shorten, TEXT } from './arguments.ts';
import { formatReport } from './replay-report.ts';
import { replayMessages } from './replay-run.ts';
import { readExport } from './whatsapp-export.ts';

const CALL = 'npm run replay --';
const HELP = `${CALL} --help`;
const EXPLANATION = `${CALL} export.txt [options]

Reads a chat exported from WhatsApp ("Export chat", without media; Android or iOS, in any
language), runs it through the bot without sending anything, and reports what would have
been recorded, per person and meeting. Nothing of it is written to disk.

--weekday tuesday      the group's day
--start 10:00          when its meetings begin
--end 12:00            and end
--zone ${DEFAULT_ZONE}  whose clock the times in the file are by
--languages da         the group's languages, such as da,en,ar
--json                 one JSON value: {messages, understood, unclear, meetings}
`;
/** A year of a busy group is a few megabytes; this is far more, and still fits into memory. */
const LARGEST_BYTES = 64 * 1024 * 1024;

async function replay(args: readonly string[]): Promise<number> {
  const options = { weekday: TEXT, start: TEXT, end: TEXT, zone: TEXT, languages: TEXT };
  const line = readLine(args, { ...options, json: FLAG, help: FLAG }, HELP);
  if (line.flags.has('help')) {
    process.stdout.write(EXPLANATION);
    return 0;
  }
  const { file, world } = readWorld(line);
  const report = await replayMessages(readMessages(file, world.zone), world);
  process.stdout.write(
    line.flags.has('json') ? `${JSON.stringify(report)}\n` : formatReport(report),
  );
  return 0;
}

function readWorld(line: Line) {
  const [file, surplus] = line.words;
  if (file === undefined || surplus !== undefined) {
    throw new BadInput(`give one file: ${CALL} export.txt; "${HELP}" explains it`);
  }
  const zone = line.text['zone'] ?? DEFAULT_ZONE;
  // The other options are checked where the group is made; the times in the file need this first.
  if (!isZone(zone)) {
    throw new BadInput(`zone: "${shorten(zone)}" is no time zone such as ${DEFAULT_ZONE}`);
  }
  const world = { weekday: 'tuesday', start: '10:00', end: '12:00', languages: 'da' };
  return { file, world: { ...world, ...line.text, zone } };
}

function readMessages(file: string, zone: string) {
  const text = decode(file, readBytes(file));
  try {
    const messages = readExport(text, zone);
    if (messages.length === 0) {
      throw new BadInput('nobody wrote anything in this chat');
    }
    return messages;
  } catch (error) {
    throw error instanceof BadInput ? new BadInput(`${shorten(file)}: ${error.message}`) : error;
  }
}

function readBytes(file: string): Buffer {
  try {
    const bytes = readFileSync(resolve(whereTyped(), file));
    if (bytes.length <= LARGEST_BYTES) {
      return bytes;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new BadInput(
      code === 'ENOENT'
        ? `${shorten(file)}: there is no such file`
        : `${shorten(file)}: it cannot be read (${code}); give the .txt file of the export`,
    );
  }
  throw new BadInput(`${shorten(file)}: it is larger than 64 MB; that is no chat without media`);
}

/** npm runs scripts in the repository's folder, and tells where somebody typed the line. */
function whereTyped(): string {
  const byNpm = process.env['npm_lifecycle_event'] === 'replay';
  return (byNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw new BadInput(
      `${shorten(file)}: it is a ZIP archive; unpack it and give the .txt file in it`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadInput(`${shorten(file)}: it is no UTF-8 text, as WhatsApp writes its exports`);
  }
}

if (import.meta.main) {
  process.exitCode = await runProgram('replay', () => replay(process.argv.slice(2)));
}
