import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadMind } from '../bot/holdings.ts';
import { Play, type Story } from './story.ts';

const FOLDER = join(import.meta.dirname, 'conversations');

describe('conversations', () => {
  const mind = loadMind();
  let play: Play | undefined;
  afterEach(() => play?.end());

  for (const file of readdirSync(FOLDER).sort()) {
    const story = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Story;
    it(`${file.replace('.json', '')}: ${story.about}`, async () => {
      play = new Play(story, mind);
      await play.begin();
      for (const [index, step] of story.steps.entries()) {
        const found = await play.run(step);
        if (step.expect) {
          expect(found, `step ${index + 1}`).toEqual(step.expect);
        }
      }
    });
  }
});
