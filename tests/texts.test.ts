/** The page of all texts: what reviewers see. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTexts } from '../web/texts/read-texts.ts';
import { type Stage, say, startStage } from './status-stage.ts';

describe('the page of all texts', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const get = async (query: string) => {
    const response = await fetch(`${stage.url}/texts${query}`, { redirect: 'manual' });
    return { response, page: await response.text() };
  };

  it('shows a language from right to left, with its days and figures, beside the Danish', async () => {
    const { response, page } = await get('?lang=ar');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain('<p class="bubble" lang="ar" dir="rtl">');
    expect(page).toContain('Vi ses tirsdag kl. 10:00.');
    expect(page).not.toContain('{{');
  });

  it('shows each plural form once', () => {
    const texts = readTexts(say, 'da').flatMap((part) => part.texts);
    const counted = texts.filter(({ danish }) => danish.length > 1);
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.every(({ danish }) => new Set(danish).size === danish.length)).toBe(true);
  });

  it('says which texts a language lacks', async () => {
    const { page } = await get('?lang=th');
    expect(page).toContain('Mangler: siges på dansk.');
  });

  it('leads from a language that there is not to Danish', async () => {
    const { response } = await get('?lang=xx');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/texts']);
  });
});
