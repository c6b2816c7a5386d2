/**
 * The bot on WhatsApp, with a real Chromium on the stand-in: how soon it is there, how soon it reacts,
 * and what it holds after ten thousand messages. Called by `run.ts`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from '../../bot/config.ts';
import { openAccount } from '../../bot/holdings.ts';
import type { ChatId } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { openStandIn, type StandIn } from '../stand-in/server.ts';
import type { StandInPerson } from '../stand-in/world.ts';
import { type Memory, startWhatsAppProgram, type WhatsAppProgram } from './whatsapp-program.ts';

const STARTS = 5;
const MEMBERS = 8;
/** Messages that are reacted to, one after the other. */
const REACTIONS = 500;
const MESSAGES = 10_000;
/** So many are written at once, as after a meeting; the last of them says who comes. */
const TOGETHER = 25;
const SAMPLE_EVERY = 250;
/** Until then it fills what it remembers: 5000 messages at the most. */
const WARM_UP = 200;
/** A reaction that has not come by then never will. */
const LONGEST_MS = 30_000;

const ANSWERS = ['vi kommer på tirsdag', "we can't make it on Tuesday", 'رح نيجي يوم الثلاثاء'];
const CHATTER = ['sikke et vejr', 'haha ja', 'hun sov hele natten', 'what a nice picture', 'شكرا'];

export interface WhatsAppFigures {
  readonly readyMs: number;
  readonly reactionMedianMs: number;
  readonly reactionWorstMs: number;
  readonly readyMiB: number;
  readonly afterMiB: number;
  /** Resident bytes a message, by least squares over the samples after the warm-up. */
  readonly residentSlope: number;
  readonly heapSlope: number;
  readonly browserReadyMiB: number;
  readonly browserAfterMiB: number;
}

interface Scene {
  readonly standIn: StandIn;
  readonly group: string;
  readonly people: readonly StandInPerson[];
  start(): Promise<WhatsAppProgram>;
}

/** Measures all; null where there is no Chromium. */
export async function benchWhatsApp(): Promise<WhatsAppFigures | null> {
  const chromium = findChromium();
  if (chromium === null) {
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-bench-'));
  const standIn = await openStandIn();
  try {
    const scene = await prepare(standIn, { folder, chromium });
    // Links the account.
    await (await scene.start()).end();
    const starts: number[] = [];
    for (let run = 0; run < STARTS; run += 1) {
      const program = await scene.start();
      starts.push(program.readyMs);
      await program.end();
    }
    return { readyMs: at(starts, 0.5), ...(await measureLife(scene)) };
  } finally {
    await standIn.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 4 });
  }
}

async function prepare(
  standIn: StandIn,
  place: { folder: string; chromium: string },
): Promise<Scene> {
  const people = Array.from({ length: MEMBERS }, (_, number) =>
    standIn.world.makePerson(`Mor ${number}`, number % 2 === 0 ? 'lid' : 'phone'),
  );
  const group = standIn.world.makeGroup('Ny mor', people);
  const holdings = openAccount(loadConfig({ DATA_DIR: place.folder, LOG_LEVEL: 'error' }));
  holdings.store.channel.setChats([{ id: group as ChatId, name: 'Ny mor' }]);
  await holdings.office.addGroup({
    ...{ id: 'g-bench', chat: group, name: 'Ny mor', weekday: 'tuesday', languages: 'da,en,ar' },
    ...{ start: '10:00', end: '12:00', place: 'Familiehuset' },
  });
  holdings.close();
  return { standIn, group, people, start: () => startWhatsAppProgram(standIn, place) };
}

async function measureLife(scene: Scene): Promise<Omit<WhatsAppFigures, 'readyMs'>> {
  const program = await scene.start();
  try {
    // Everybody is met once; what follows is the everyday.
    for (let number = 0; number < MEMBERS; number += 1) {
      await awaitReaction(scene, say(scene, number, ANSWERS));
    }
    const ready = await program.memory();
    const browserReadyMiB = program.browserMiB();
    const times: number[] = [];
    for (let number = 0; number < REACTIONS; number += 1) {
      const began = performance.now();
      await awaitReaction(scene, say(scene, number, ANSWERS));
      times.push(performance.now() - began);
    }
    const samples = await measureMessages(scene, program);
    const after = samples.at(-1) ?? ready;
    const steady = samples.filter(({ messages }) => messages > WARM_UP);
    return {
      ...{ reactionMedianMs: at(times, 0.5), reactionWorstMs: at(times, 0.99) },
      ...{ readyMiB: ready.residentBytes / 2 ** 20, afterMiB: after.residentBytes / 2 ** 20 },
      residentSlope: fitSlope(steady.map((one) => [one.messages, one.residentBytes])),
      heapSlope: fitSlope(steady.map((one) => [one.messages, one.heapBytes])),
      ...{ browserReadyMiB, browserAfterMiB: program.browserMiB() },
    };
  } finally {
    await program.end();
  }
}

interface Sample extends Memory {
  readonly messages: number;
}

/** Mostly chatter, and after each so many messages one that says who comes. */
async function measureMessages(scene: Scene, program: WhatsAppProgram): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let messages = 1; messages <= MESSAGES; messages += 1) {
    if (messages % TOGETHER === 0) {
      // It is handled in turn: what came before it has been, too.
      await awaitReaction(scene, say(scene, messages, ANSWERS));
    } else {
      say(scene, messages, CHATTER);
    }
    if (messages % SAMPLE_EVERY === 0) {
      samples.push({ messages, ...(await program.memory()) });
    }
  }
  return samples;
}

function say({ standIn, group, people }: Scene, number: number, texts: readonly string[]): string {
  const from = people[number % people.length];
  if (!from) {
    throw new Error('There is nobody to speak');
  }
  return standIn.world.say({ chat: group, from, text: texts[number % texts.length] ?? '' });
}

/** Resolves within a millisecond or so of the bot's reaction standing there. */
async function awaitReaction({ standIn }: Scene, message: string): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while (standIn.world.ownReaction(message) === '') {
    if (performance.now() > until) {
      throw new Error('The bot did not react');
    }
    await wait(1);
  }
}

/** The value below which this part of them lies. */
function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

/** The slope of the straight line nearest to the points (least squares). */
function fitSlope(points: readonly (readonly [number, number])[]): number {
  const mean = (pick: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x = mean(([one]) => one);
  const y = mean(([, other]) => other);
  return mean(([one, other]) => (one - x) * (other - y)) / mean(([one]) => (one - x) ** 2);
}
