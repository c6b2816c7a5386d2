import { expect, it, onTestFinished } from 'vitest';
import { toInstant } from '../bot/calendar.ts';
import { QUIET_JOBS } from '../bot/cli/quiet-jobs.ts';
import { createLife, openInMemory } from '../bot/holdings.ts';

const ZONE = 'Europe/Copenhagen';
const WEEKLY = { weekday: 'tuesday', start: '10:00', end: '12:00', place: 'Familiehuset' };

/** A coordinator of two groups, who writes to the bot directly. */
async function openTwoGroups() {
  const holdings = openInMemory(toInstant('2026-11-16', '12:00', ZONE));
  onTestFinished(() => holdings.close());
  const { simulator, office } = holdings;
  const person = simulator.createPerson({ name: 'Mette' });
  for (const name of ['Nord', 'Syd']) {
    const chat = simulator.createChat({ name });
    await office.addGroup({ ...WEEKLY, name, id: chat, chat });
    office.addMember({ group: chat, name: 'Mette', role: 'coordinator', person: person.phone });
    simulator.join(chat, person.id);
  }
  const { bot, simulation } = createLife(holdings, QUIET_JOBS);
  await bot.start();
  onTestFinished(() => bot.stop());
  const { id: chat } = simulator.direct(person.id);
  return async (text: string): Promise<(string | undefined)[]> => {
    const since = simulator.messages(chat).at(-1)?.seq ?? 0;
    simulator.say({ chat, from: person.id, text });
    await simulation.settle();
    return simulator
      .messages(chat, since)
      .filter(({ from }) => from === 'bot')
      .map((message) => message.text);
  };
}

it('a coordinator of several groups is welcomed and helped without being asked which one she means', async () => {
  const say = await openTwoGroups();
  expect(await say('/start')).toEqual([expect.stringContaining('der hjælper Nord og Syd')]);
  expect(await say('/hjælp')).toEqual([expect.stringContaining('/aflys tirsdag')]);
  expect(await say('/aflys')).toEqual(['Hvilken gruppe? Skriv navnet efter: Nord og Syd']);
  expect(await say('/aflys Syd')).toEqual([
    expect.stringContaining('Det skriver jeg til Syd:'),
    undefined,
  ]);
  expect(await say('ja')).toEqual([expect.stringContaining('17. november er aflyst')]);
});
