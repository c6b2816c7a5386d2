/** `manage alert test`: tries every way by which a person is told. Called by `manage-commands.ts`. */

import { join } from 'node:path';
import { writeAlert } from '../alert-text.ts';
import { createAlertWays, NotTaken } from '../alert-ways.ts';
import { BadInput } from '../bad-input.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { loadOfficeWords } from '../office-words.ts';
import { refuseWords } from './arguments.ts';
import type { FolderCommand } from './manage-command.ts';
import { formatTable } from './table.ts';

const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

/** What became of the alert on one way. */
interface Tried {
  readonly way: string;
  readonly delivered: boolean;
  /** The answer's number or the code of the network's error; null where it was taken. */
  readonly problem: string | null;
}

export const alertTest: FolderCommand = {
  name: 'alert test',
  usage: 'alert test',
  about: 'Sends a test alert by every way that is set up, and shows what became of each.',
  notes: ['ALERT_WEBHOOK, ALERT_EMAIL and SMTP_URL set them up; .env.example explains them.'],
  options: {},
  required: [],
  opens: 'nothing',
  read(line) {
    refuseWords(line.words, line.help);
    return async (config) => {
      const tried = await tryWays(config);
      const rows = tried.map(({ way, problem }) => [way, problem ?? 'taken']);
      return {
        value: { ways: tried },
        text: () => `${formatTable(['way', 'what became of it'], rows).join('\n')}\n`,
        failed: tried.some(({ delivered }) => !delivered),
      };
    };
  },
};

async function tryWays({ alerts, account }: Config): Promise<Tried[]> {
  const ways = createAlertWays(alerts);
  if (ways.length === 0) {
    throw new BadInput('no way is set up; set ALERT_WEBHOOK, or ALERT_EMAIL and SMTP_URL');
  }
  const notice = { kind: 'test', sinceAt: systemClock.now() } as const;
  const alert = writeAlert(loadOfficeWords(LOCALES), account, notice);
  return await Promise.all(
    ways.map(async (way) => {
      try {
        await way.deliver(alert);
        return { way: way.name, delivered: true, problem: null };
      } catch (error) {
        if (!(error instanceof NotTaken)) {
          throw error;
        }
        return { way: way.name, delivered: false, problem: error.code };
      }
    }),
  );
}
