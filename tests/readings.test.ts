import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatScene, createChatScene } from './chat-scene.ts';

let scene: ChatScene;
let ids: Record<string, string>;

beforeEach(async () => {
  scene = await createChatScene();
  ids = { Amina: scene.add('Amina'), Nour: scene.add('Nour') };
  await scene.advanceTo(Temporal.Instant.from('2026-11-16T11:31Z').epochMilliseconds);
});
afterEach(() => scene.end());

async function say(from: string, text: string): Promise<void> {
  scene.say(ids[from] ?? '', text);
  await scene.settle();
}

async function vote(from: string, option: number): Promise<void> {
  const poll = scene.heard(scene.group).findLast((message) => message.poll);
  const chosen = poll?.poll?.options[option]?.text ?? '';
  scene.simulator.vote({ message: poll?.id ?? '', from: ids[from] ?? '', options: [chosen] });
  await scene.settle();
}

/** language, what was read, how often, how often corrected */
const counts = () =>
  scene.office
    .readings()
    .map(({ language, answer, read, corrected }) => [language, answer, read, corrected]);

describe('how texts were read', () => {
  it('is counted by language and rule, and never more than that', async () => {
    await say('Amina', 'vi kommer i morgen');
    await say('Nour', 'jeg kommer i morgen');
    await say('Nour', 'tillykke med fødselsdagen');
    expect(counts()).toEqual([['da', 'yes', 2, 0]]);
    const [first] = scene.office.readings();
    expect(Object.keys(first ?? {}).sort()).toEqual([
      'answer',
      'corrected',
      'language',
      'read',
      'rule',
    ]);
    expect(first?.rule).toMatch(/^[a-z ,]+$/);
  });

  it('is corrected by a vote that says otherwise, and not by one that agrees', async () => {
    await say('Amina', 'vi kommer i morgen');
    await say('Nour', 'jeg kommer i morgen');
    await vote('Amina', 0);
    await vote('Nour', 3);
    expect(counts()).toEqual([['da', 'yes', 2, 1]]);
  });

  it('is corrected once, however often she votes', async () => {
    await say('Amina', 'vi kommer i morgen');
    await vote('Amina', 3);
    await vote('Amina', 0);
    await vote('Amina', 3);
    expect(counts()).toEqual([['da', 'yes', 1, 1]]);
  });

  it('is not corrected by a change of mind days later', async () => {
    await say('Amina', 'vi kommer den 24. november');
    await scene.advanceTo(Temporal.Instant.from('2026-11-23T11:31Z').epochMilliseconds);
    await vote('Amina', 3);
    expect(counts()).toEqual([['da', 'yes', 1, 0]]);
  });
});
