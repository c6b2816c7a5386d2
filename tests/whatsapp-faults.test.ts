import { describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { chooseSeed } from './random.ts';
import { listWrong } from './whatsapp-fault-report.ts';
import { runWhatsAppFaults } from './whatsapp-fault-run.ts';

describe.skipIf(findChromium() === null)('the bot on WhatsApp', () => {
  it('in faults of every kind loses nothing, says nothing twice and leaves nothing stuck', async () => {
    const report = await runWhatsAppFaults({ faults: 25, seed: chooseSeed('whatsapp faults') });
    expect(listWrong(report), report.folder).toEqual([]);
    // It must have been at work: otherwise nothing was tried.
    expect(report.kinds.filter(({ count }) => count === 0)).toEqual([]);
    expect(report.counts['standing answers']).toBeGreaterThan(10);
    expect(report.counts['rows sent']).toBeGreaterThan(20);
  }, 180_000);
});
